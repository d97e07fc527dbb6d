import { isThere } from "../accounts/existing.ts";
import { after, days } from "../kernel/time.ts";
import type { Clock, Digests, Ids, Passwords } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { SignIn } from "./sign-in.ts";
import { mayAct } from "./may-act.ts";

export interface SessionsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly passwords: Passwords;
}

const sessionLength = days(30);

/** Browsers that somebody is signed in with at once; the oldest has to go for one more (S-169). */
const maxSessions = 50;

/** Browsers that are signed in. Only the digest of a session's secret is kept (S-129). */
export function createSessions(needs: SessionsNeeds): Pick<SignIn, "signIn" | "session" | "signOut"> {
  const { clock, ids, digests, passwords } = needs;
  const { stores, transact } = needs.storage;
  return {
    async signIn(email, password) {
      const user = await stores.users.byEmail(email.trim());
      // Asked for strangers too, so that time does not tell who has an account (S-128).
      const isRight = await passwords.verify(password, user?.passwordHash);
      if (!isRight || user === undefined || !mayAct(user)) return undefined;
      const owner = await stores.accounts.byId(user.account);
      if (owner === undefined || !isThere(owner)) return undefined;
      const secret = ids.secret();
      const createdAt = clock.now();
      const expiresAt = after(createdAt, sessionLength);
      await transact(async (work) => {
        await work.sessions.add({ hash: digests.of(secret), user: user.id, createdAt, expiresAt });
        const old = (await work.sessions.of(user.id)).slice(maxSessions);
        for (const { hash } of old) await work.sessions.remove(hash);
      });
      return { secret, user, expiresAt };
    },

    async session(secret) {
      const session = await stores.sessions.byHash(digests.of(secret));
      if (session === undefined || session.expiresAt <= clock.now()) return undefined;
      const user = await stores.users.byId(session.user);
      if (user === undefined || !mayAct(user)) return undefined;
      const account = await stores.accounts.byId(user.account);
      return account !== undefined && isThere(account) ? { user, account } : undefined;
    },

    signOut: (secret) => transact((work) => work.sessions.remove(digests.of(secret))),
  };
}
