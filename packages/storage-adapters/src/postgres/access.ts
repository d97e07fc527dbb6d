import type {
  App,
  AppStore,
  AuthorizationCode,
  CodeStore,
  Session,
  SessionStore,
  Token,
  TokenId,
  TokenStore,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

export function appStore(sql: Sql): AppStore {
  const some = async (condition: Fragment): Promise<App[]> => {
    const rows = await sql<App[]>`
      select id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at from apps where ${condition}`;
    return [...rows];
  };
  return {
    async add({ id, clientId, secretHash, name, website, redirectUris, scopes, createdAt }) {
      await sql`
        insert into apps (id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at)
        values (${id}, ${clientId}, ${secretHash}, ${name}, ${website ?? null}, ${[...redirectUris]}::text[],
          ${[...scopes]}::text[], ${createdAt})`;
    },
    byId: async (id) => (await some(sql`id = ${id}`))[0],
    byIds: async (ids) => (ids.length === 0 ? [] : some(sql`id = any(${[...ids]}::bigint[])`)),
    byClientId: async (clientId) => (await some(sql`client_id = ${clientId}`))[0],
  };
}

export function tokenStore(sql: Sql): TokenStore {
  return {
    async add({ id, hash, app, user, scopes, createdAt, revokedAt }) {
      await sql`
        insert into tokens (id, hash, app_id, user_id, scopes, created_at, revoked_at)
        values (${id}, ${hash}, ${app}, ${user ?? null}, ${[...scopes]}::text[], ${createdAt}, ${revokedAt ?? null})`;
    },
    async byHash(hash) {
      const [row] = await sql<Token[]>`
        select id, hash, app_id as app, user_id as "user", scopes, created_at, revoked_at from tokens
        where hash = ${hash}`;
      return row;
    },
    async revoke(id, at) {
      await sql`
        with silenced as (delete from push_subscriptions where token_id = ${id})
        update tokens set revoked_at = ${at} where id = ${id} and revoked_at is null`;
    },
    async revokeOf(user, at) {
      await sql`
        with silenced as (
          delete from push_subscriptions where token_id in (select id from tokens where user_id = ${user})
        )
        update tokens set revoked_at = ${at} where user_id = ${user} and revoked_at is null`;
    },
    async valid(ids) {
      if (ids.length === 0) return new Set();
      const rows = await sql<{ id: TokenId }[]>`
        select id from tokens where id = any(${[...ids]}::bigint[]) and revoked_at is null`;
      return new Set(rows.map(({ id }) => id));
    },
  };
}

type CodeRow = AuthorizationCode & { readonly usedAt: Date | undefined; readonly token: TokenId | undefined };

export function codeStore(sql: Sql): CodeStore {
  return {
    async add({ hash, app, user, redirectUri, scopes, challenge, expiresAt }) {
      await sql`
        insert into authorization_codes (hash, app_id, user_id, redirect_uri, scopes, challenge, expires_at)
        values (${hash}, ${app}, ${user}, ${redirectUri}, ${[...scopes]}::text[], ${challenge ?? null}, ${expiresAt})`;
    },
    async redeem(hash, at) {
      // The row is locked before it is read: of two who come at once, the second sees that it is used.
      const [row] = await sql<CodeRow[]>`
        with held as (select * from authorization_codes where hash = ${hash} for update), used as (
          update authorization_codes set used_at = ${at} where hash in (select hash from held where used_at is null)
        )
        select hash, app_id as app, user_id as "user", redirect_uri, scopes, challenge, expires_at, used_at,
          token_id as token from held`;
      if (row === undefined) return undefined;
      const { usedAt, token, ...code } = row;
      return { code, first: usedAt === undefined, token };
    },
    async became(hash, token) {
      await sql`update authorization_codes set token_id = ${token} where hash = ${hash}`;
    },
  };
}

export function sessionStore(sql: Sql): SessionStore {
  return {
    async add({ hash, user, createdAt, expiresAt }) {
      await sql`
        insert into sessions (hash, user_id, created_at, expires_at)
        values (${hash}, ${user}, ${createdAt}, ${expiresAt})`;
    },
    async byHash(hash) {
      const [row] = await sql<Session[]>`
        select hash, user_id as "user", created_at, expires_at from sessions where hash = ${hash}`;
      return row;
    },
    async of(user) {
      const rows = await sql<Session[]>`
        select hash, user_id as "user", created_at, expires_at from sessions where user_id = ${user}
        order by created_at desc, hash limit 100`;
      return [...rows];
    },
    async remove(hash) {
      await sql`delete from sessions where hash = ${hash}`;
    },
    async removeOf(user) {
      await sql`delete from sessions where user_id = ${user}`;
    },
  };
}
