import type { Invite, InviteStore, SignUp, SignUpStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

export function signUpStore(sql: Sql): SignUpStore {
  return {
    async add({ user, app, reason, invite, at }) {
      await sql`
        insert into sign_ups (user_id, app_id, reason, invite_id, at)
        values (${user}, ${app ?? null}, ${reason}, ${invite ?? null}, ${at})`;
    },
    async of(user) {
      const [row] = await sql<SignUp[]>`
        select user_id as "user", app_id as app, reason, invite_id as invite, at from sign_ups
        where user_id = ${user}`;
      return row;
    },
  };
}

export function inviteStore(sql: Sql): InviteStore {
  const columns = sql`id, hash, by_id as by, max_uses, uses, expires_at, at`;
  const isGood = (hash: string, at: Date): Fragment => sql`
    hash = ${hash} and uses < coalesce(max_uses, uses + 1) and coalesce(expires_at > ${at}, true)`;
  return {
    async add({ id, hash, by, maxUses, uses, expiresAt, at }) {
      await sql`
        insert into invites (id, hash, by_id, max_uses, uses, expires_at, at)
        values (${id}, ${hash}, ${by ?? null}, ${maxUses ?? null}, ${uses}, ${expiresAt ?? null}, ${at})`;
    },
    async byHash(hash, at) {
      const [row] = await sql<Invite[]>`select ${columns} from invites where ${isGood(hash, at)}`;
      return row;
    },
    async use(hash, at) {
      const [row] = await sql<Invite[]>`
        update invites set uses = uses + 1 where ${isGood(hash, at)} returning ${columns}`;
      return row;
    },
    async list(limit) {
      const rows = await sql<Invite[]>`select ${columns} from invites order by id desc limit ${limit}`;
      return [...rows];
    },
    async remove(id) {
      const { count } = await sql`delete from invites where id = ${id}`;
      return count > 0;
    },
  };
}
