import { isThere } from "../accounts/existing.ts";
import { after, days, minutes } from "../kernel/time.ts";
import type { Clock, Digests, Ids, Passwords } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { acceptsCode } from "./second-factor.ts";
import type { User } from "./sign-in.store.ts";
import type { SignedIn, SignIn } from "./sign-in.ts";
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
export function createSessions(
  needs: SessionsNeeds,
): Pick<SignIn, "signIn" | "finish" | "session" | "signOut"> {
  const { clock, digests, passwords } = needs;
  const { stores, transact } = needs.storage;
  return {
    async signIn(email, password) {
      const user = await stores.users.byEmail(email.trim());
      // Asked for strangers too, so that time does not tell who has an account (S-128).
      const isRight = await passwords.verify(password, user?.passwordHash);
      if (!isRight || user === undefined || !mayAct(user)) return undefined;
      const owner = await stores.accounts.byId(user.account);
      if (owner === undefined || !isThere(owner)) return undefined;
      const factor = await stores.secondFactors.of(user.id);
      return factor?.enabledAt === undefined ? openSession(user, needs) : askForCode(user, needs);
    },

    async finish(secret, code) {
      const hash = digests.of(secret);
      const pass = await stores.passes.byHash(hash, "second-step", clock.now());
      const user = pass && (await stores.users.byId(pass.user));
      if (user === undefined || !mayAct(user)) return undefined;
      const isRight = await transact(async (work) => {
        if (!(await acceptsCode(work, { id: user.id, code }, needs))) return false;
        return (await work.passes.take(hash, "second-step", clock.now())) !== undefined;
      });
      return isRight ? openSession(user, needs) : undefined;
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

async function openSession(user: User, { storage, clock, ids, digests }: SessionsNeeds): Promise<SignedIn> {
  const secret = ids.secret();
  const createdAt = clock.now();
  const expiresAt = after(createdAt, sessionLength);
  await storage.transact(async (work) => {
    await work.sessions.add({ hash: digests.of(secret), user: user.id, createdAt, expiresAt });
    const old = (await work.sessions.of(user.id)).slice(maxSessions);
    for (const { hash } of old) await work.sessions.remove(hash);
  });
  return { next: "done", secret, user, expiresAt };
}

async function askForCode(user: User, { storage, clock, ids, digests }: SessionsNeeds): Promise<SignedIn> {
  const secret = ids.secret();
  const expiresAt = after(clock.now(), minutes(5));
  const hash = digests.of(secret);
  const pass = { hash, user: user.id, purpose: "second-step", address: undefined, expiresAt } as const;
  await storage.transact((work) => work.passes.add(pass));
  return { next: "second-step", secret, user, expiresAt };
}
