import { compareIds } from "../kernel/id.ts";
import type {
  AppStore,
  CodeStore,
  SessionStore,
  TokenStore,
  User,
  UserStore,
} from "../sign-in/sign-in.store.ts";
import { pushStore } from "./push.ts";
import type { Tables } from "./tables.ts";

export function userStore({ accounts, letters, passes, secondFactors, signUps, users }: Tables): UserStore {
  const byEmail = (email: string): User | undefined =>
    users.values().find((user) => user.email.toLowerCase() === email.toLowerCase());
  return {
    async add(user) {
      if (byEmail(user.email) !== undefined) return false;
      users.set(user.id, user);
      return true;
    },
    async update(id, change) {
      const user = users.get(id);
      const holder = change.email === undefined ? undefined : byEmail(change.email);
      if (user === undefined || (holder !== undefined && holder.id !== id)) return false;
      users.set(id, { ...user, ...change });
      return true;
    },
    async remove(id) {
      for (const letter of letters.values()) if (letter.user === id) letters.delete(letter.id);
      for (const { hash, user } of passes.values()) if (user === id) passes.delete(hash);
      signUps.delete(id);
      secondFactors.delete(id);
      return users.delete(id);
    },
    byId: async (id) => users.get(id),
    byEmail: async (email) => byEmail(email),
    byAccount: async (account) => users.values().find((user) => user.account === account),
    count: async () => users.values().length,
    async waiting(after, limit) {
      const all = users.values().filter(({ id, waitsSince }) => {
        return waitsSince !== undefined && (after === undefined || compareIds(id, after) > 0);
      });
      return all.sort((one, other) => compareIds(one.id, other.id)).slice(0, limit);
    },
    async unconfirmed(before, limit) {
      const isUnseen = (user: User) => accounts.get(user.account)?.suspendedBy.includes("sign-up") === true;
      return users
        .values()
        .filter((user) => user.confirmedAt === undefined && user.createdAt < before && isUnseen(user))
        .slice(0, limit);
    },
    staff: async () => users.values().filter(({ role }) => role !== "user"),
    async countActive(since) {
      const last = (user: User) => accounts.get(user.account)?.lastStatusAt?.getTime() ?? -Infinity;
      return users.values().filter((user) => last(user) >= since.getTime()).length;
    },
  };
}

export function appStore({ apps }: Tables): AppStore {
  return {
    add: async (app) => apps.set(app.id, app),
    byId: async (id) => apps.get(id),
    byIds: async (ids) => [...new Set(ids)].flatMap((id) => apps.get(id) ?? []),
    byClientId: async (clientId) => apps.values().find((app) => app.clientId === clientId),
  };
}

export function tokenStore(tables: Tables): TokenStore {
  const { tokens } = tables;
  const push = pushStore(tables);
  return {
    add: async (token) => tokens.set(token.id, token),
    byHash: async (hash) => tokens.values().find((token) => token.hash === hash),
    async revoke(id, at) {
      const token = tokens.get(id);
      if (token !== undefined && token.revokedAt === undefined) tokens.set(id, { ...token, revokedAt: at });
      await push.remove(id);
    },
    async revokeOf(user, at) {
      const standing = tokens
        .values()
        .filter((token) => token.user === user && token.revokedAt === undefined);
      for (const token of standing) {
        tokens.set(token.id, { ...token, revokedAt: at });
        await push.remove(token.id);
      }
    },
    valid: async (ids) =>
      new Set(ids.filter((id) => tokens.has(id) && tokens.get(id)?.revokedAt === undefined)),
  };
}

export function codeStore({ codes }: Tables): CodeStore {
  return {
    add: async (code) => codes.set(code.hash, { code, used: false, token: undefined }),
    async redeem(hash) {
      const kept = codes.get(hash);
      if (kept === undefined) return undefined;
      codes.set(hash, { ...kept, used: true });
      return { code: kept.code, first: !kept.used, token: kept.token };
    },
    async became(hash, token) {
      const kept = codes.get(hash);
      if (kept !== undefined) codes.set(hash, { ...kept, token });
    },
  };
}

export function sessionStore({ sessions }: Tables): SessionStore {
  return {
    add: async (session) => sessions.set(session.hash, session),
    byHash: async (hash) => sessions.get(hash),
    async of(user) {
      const all = sessions.values().filter((session) => session.user === user);
      return all.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    },
    remove: async (hash) => void sessions.delete(hash),
    async removeOf(user) {
      for (const { hash } of sessions.values().filter((one) => one.user === user)) sessions.delete(hash);
    },
  };
}
