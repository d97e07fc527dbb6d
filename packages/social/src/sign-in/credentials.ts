import { existingAccount } from "../accounts/existing.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { UserId } from "../kernel/id.ts";
import type { Stores, Work } from "../stores.ts";
import { checkedNewEmail } from "./confirmations.ts";
import { newLetter } from "./letters.ts";
import { checkPassword } from "./rules.ts";
import { fault, refuseFaults } from "./sign-up-rules.ts";
import type { SignUpNeeds } from "./sign-up-needs.ts";
import type { Session, User } from "./sign-in.store.ts";
import { signOutEverywhere } from "./users.ts";

/** What somebody says who is signed in, and proves anew with the password that they have (S-132). */
export interface Proved<Change> {
  readonly current: string;
  readonly next: Change;
}

/** How people prove who they are, as far as they change it themselves. */
export interface Credentials {
  /** Sends a link to whoever has this address and an account that is confirmed. Nobody is told whether (S-128). */
  askForPassword(email: string): Promise<void>;
  /**
   * Chooses a new password by the secret of a letter, once, and ends every session and token. `false`: the secret is
   * unknown, used or too old. Refuses `invalid`.
   */
  resetPassword(secret: string, password: string): Promise<boolean>;
  /** Ends every session. `false`: the current password is wrong. Refuses `invalid`. */
  changePassword(user: UserId, change: Proved<string>): Promise<boolean>;
  /** Writes to the new address, which counts once it is proved. `false`: the password is wrong. Refuses `invalid`. */
  changeEmail(user: UserId, change: Proved<string>): Promise<boolean>;
  /** The browsers that are signed in, the latest first. */
  sessions(user: UserId): Promise<readonly Session[]>;
  /** Signs a browser out. One of somebody else's stays. */
  endSession(user: UserId, hash: string): Promise<void>;
}

/** How people prove who they are, as far as they change it themselves. */
export function createCredentials(needs: SignUpNeeds): Credentials {
  const { storage, clock, ids } = needs;
  const { stores, transact } = storage;
  return {
    async askForPassword(email) {
      const user = await stores.users.byEmail(email.trim());
      if (user === undefined || user.confirmedAt === undefined || user.disabledAt !== undefined) return;
      await transact(async (work) => {
        if ((await work.letters.countWaiting(user.id, "reset-password")) > 0) return;
        const owner = await existingAccount(work.accounts, user.account);
        await work.letters.add(newLetter("reset-password", { user, owner }, { ids, at: clock.now() }));
      });
    },

    resetPassword: (secret, password) => resetPassword({ secret, password }, needs),

    async changePassword(id, { current, next }) {
      const user = await provedUser(stores, { id, current }, needs);
      if (user === undefined) return false;
      const passwordHash = await hashOf(next, user, needs);
      await transact(async (work) => {
        await work.sessions.removeOf(user.id);
        await keepPassword(work, { user, passwordHash }, needs);
      });
      return true;
    },

    changeEmail: (id, change) => changeEmail(id, change, needs),

    sessions: (user) => stores.sessions.of(user),
    endSession: (user, hash) =>
      transact(async (work) => {
        const session = await work.sessions.byHash(hash);
        if (session?.user === user) await work.sessions.remove(hash);
      }),
  };
}

async function resetPassword(
  { secret, password }: { readonly secret: string; readonly password: string },
  needs: SignUpNeeds,
): Promise<boolean> {
  const { clock, digests } = needs;
  const { stores, transact } = needs.storage;
  const hash = digests.of(secret);
  const pass = await stores.passes.byHash(hash, "reset-password", clock.now());
  const user = pass && (await stores.users.byId(pass.user));
  if (user === undefined || user.email !== pass?.address) return false;
  const passwordHash = await hashOf(password, user, needs);
  return transact(async (work) => {
    const taken = await work.passes.take(hash, "reset-password", clock.now());
    if (taken === undefined) return false;
    await signOutEverywhere(work, user, clock.now());
    await keepPassword(work, { user, passwordHash }, needs);
    return true;
  });
}

async function changeEmail(
  id: UserId,
  { current, next }: Proved<string>,
  needs: SignUpNeeds,
): Promise<boolean> {
  const { stores, transact } = needs.storage;
  const user = await provedUser(stores, { id, current }, needs);
  if (user === undefined) return false;
  const address = checkedNewEmail(next, needs);
  if ((await stores.users.byEmail(address)) !== undefined)
    refuseFaults([fault("email", "taken", "E-mail has already been taken")]);
  const moment = { ids: needs.ids, at: needs.clock.now() };
  await transact(async (work) => {
    if ((await work.letters.countWaiting(user.id, "confirm-new-address")) > 0) return;
    const owner = await existingAccount(work.accounts, user.account);
    await work.letters.add(newLetter("confirm-new-address", { user, owner, address }, moment));
  });
  return true;
}

async function provedUser(
  { users }: Stores,
  { id, current }: { readonly id: UserId; readonly current: string },
  { passwords }: SignUpNeeds,
): Promise<User | undefined> {
  const user = await users.byId(id);
  if (user === undefined) throw new Refusal("not-found");
  return (await passwords.verify(current, user.passwordHash)) ? user : undefined;
}

async function hashOf(
  password: string,
  { account, email }: User,
  { storage, passwords, settings }: SignUpNeeds,
): Promise<string> {
  const { username } = await existingAccount(storage.stores.accounts, account);
  checkPassword(password, { username, email, domain: settings.domain });
  return passwords.hash(password);
}

/** Links that were sent before are void, and the user is told (S-138, S-139). */
async function keepPassword(
  work: Work,
  { user, passwordHash }: { readonly user: User; readonly passwordHash: string },
  { ids, clock }: SignUpNeeds,
): Promise<void> {
  await work.users.update(user.id, { passwordHash });
  await work.passes.removeOf(user.id);
  const owner = await existingAccount(work.accounts, user.account);
  await work.letters.add(newLetter("password-changed", { user, owner }, { ids, at: clock.now() }));
}
