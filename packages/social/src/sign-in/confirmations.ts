import { existingAccount } from "../accounts/existing.ts";
import { noSignUpSettings } from "../instance/instance.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Work } from "../stores.ts";
import type { SignUpNeeds } from "./sign-up-needs.ts";
import { newLetter } from "./letters.ts";
import { checkedEmail } from "./rules.ts";
import { blockedEmail, fault, isMailDomainAllowed, refuseFaults } from "./sign-up-rules.ts";
import type { Confirmed, SignUps } from "./sign-up.ts";
import type { Pass } from "./passes.store.ts";
import type { User } from "./sign-in.store.ts";

type Confirmations = Pick<SignUps, "confirm" | "resend" | "resendTo" | "cameWith">;

/** Proofs that an address of mail is somebody's. */
export function createConfirmations(needs: SignUpNeeds): Confirmations {
  const { storage, clock, digests } = needs;
  const { stores, transact } = storage;
  return {
    confirm: (secret) =>
      transact(async (work) => {
        const [hash, at] = [digests.of(secret), clock.now()];
        const first = await work.passes.byHash(hash, "confirm-address", at);
        if (first !== undefined) return confirmFirst(work, first, needs);
        const other = await work.passes.take(hash, "confirm-new-address", at);
        return other === undefined ? undefined : confirmOther(work, other, needs);
      }),

    async resend(id, email) {
      const user = await stores.users.byId(id);
      if (user === undefined) throw new Refusal("not-found");
      if (user.confirmedAt !== undefined) throw new Refusal("not-allowed", "The address is confirmed.");
      const next = email === undefined ? user.email : checkedNewEmail(email, needs);
      await transact((work) => sendAgain(work, { user, email: next }, needs));
    },

    async resendTo(email) {
      const user = await stores.users.byEmail(email.trim());
      if (user === undefined || user.confirmedAt !== undefined) return;
      await transact((work) => sendAgain(work, { user, email: user.email }, needs));
    },

    async cameWith(user, app) {
      return (await stores.signUps.of(user))?.app === app;
    },
  };
}

/** It proves the address that it was sent to, and no other; a second click finds it proved. */
async function confirmFirst(work: Work, pass: Pass, needs: SignUpNeeds): Promise<Confirmed | undefined> {
  const user = await work.users.byId(pass.user);
  if (user === undefined || user.email !== pass.address) return undefined;
  const signUp = await work.signUps.of(user.id);
  const app = signUp?.app === undefined ? undefined : await work.apps.byId(signUp.app);
  if (user.confirmedAt !== undefined) return { user, app };
  const confirmedAt = needs.clock.now();
  await work.users.update(user.id, { confirmedAt });
  const confirmed = { ...user, confirmedAt };
  if (user.waitsSince === undefined) await bringIn(work, confirmed);
  else await tellStaff(work, confirmed, { reason: signUp?.reason ?? "", needs });
  return { user: confirmed, app };
}

/** Whom nobody saw until now is there from now on. */
export async function bringIn(work: Work, user: Pick<User, "account">): Promise<void> {
  await work.accounts.sanction(user.account, { kind: "suspend", by: "sign-up", at: undefined });
}

async function tellStaff(
  work: Work,
  user: User,
  { reason, needs: { ids, clock } }: { readonly reason: string; readonly needs: SignUpNeeds },
): Promise<void> {
  const owner = await existingAccount(work.accounts, user.account);
  for (const one of await work.users.staff()) {
    const letter = newLetter(
      "sign-up-waits",
      { user: one, owner, details: { reason } },
      { ids, at: clock.now() },
    );
    await work.letters.add(letter);
  }
}

/** Another address takes the place of the old one, which is told; browsers sign in anew (S-131). */
async function confirmOther(work: Work, pass: Pass, needs: SignUpNeeds): Promise<Confirmed | undefined> {
  const user = await work.users.byId(pass.user);
  const { address } = pass;
  if (user === undefined || address === undefined) return undefined;
  if (!(await work.users.update(user.id, { email: address }))) return undefined;
  await work.passes.removeOf(user.id);
  await work.sessions.removeOf(user.id);
  const owner = await existingAccount(work.accounts, user.account);
  const moment = { ids: needs.ids, at: needs.clock.now() };
  await work.letters.add(newLetter("address-changed", { user, owner, details: { address } }, moment));
  return { user: { ...user, email: address }, app: undefined };
}

/** An address that may take the place of another; whether it is free the store says. */
export function checkedNewEmail(email: string, { settings }: Pick<SignUpNeeds, "settings">): string {
  const given = email.trim();
  if (given === "") refuseFaults([fault("email", "blank", "E-mail can't be blank")]);
  const checked = checkedOrRefused(given);
  const domain = checked.slice(checked.indexOf("@") + 1);
  if (!isMailDomainAllowed(domain, settings.signUp ?? noSignUpSettings)) refuseFaults([blockedEmail]);
  return checked;
}

function checkedOrRefused(email: string): string {
  try {
    return checkedEmail(email);
  } catch (error) {
    if (error instanceof Refusal) refuseFaults([fault("email", "invalid", "E-mail is invalid")]);
    throw error;
  }
}

async function sendAgain(
  work: Work,
  { user, email }: { readonly user: User; readonly email: string },
  { ids, clock }: SignUpNeeds,
): Promise<void> {
  const isOther = email !== user.email;
  if (isOther && !(await work.users.update(user.id, { email })))
    refuseFaults([fault("email", "taken", "E-mail has already been taken")]);
  if (isOther) await work.passes.removeOf(user.id);
  else if ((await work.letters.countWaiting(user.id, "confirm-address")) > 0) return;
  const owner = await existingAccount(work.accounts, user.account);
  const signUp = await work.signUps.of(user.id);
  const details = signUp?.app === undefined ? {} : { app: "true" };
  const reader = { user: { ...user, email }, owner, details };
  await work.letters.add(newLetter("confirm-address", reader, { ids, at: clock.now() }));
}
