import { existingAccount } from "../accounts/existing.ts";
import type { KeyPair } from "../accounts/accounts.store.ts";
import { noSignUpSettings } from "../instance/instance.ts";
import type { FieldFault } from "../kernel/refusal.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Stores, Work } from "../stores.ts";
import type { SignUpNeeds } from "./sign-up-needs.ts";
import { newLetter } from "./letters.ts";
import { newLocalAccount } from "./local-account.ts";
import { blockedEmail, checkWish, fault, isMailDomainAllowed, refuseFaults } from "./sign-up-rules.ts";
import type { CheckedWish } from "./sign-up-rules.ts";
import type { SignUps, SignUpWish } from "./sign-up.ts";
import type { App, User } from "./sign-in.store.ts";
import { newToken } from "./tokens.ts";

type Arrivals = Pick<SignUps, "signUp" | "signUpWith">;

/** Signing up, by a page or by an app. */
export function createArrivals(needs: SignUpNeeds): Arrivals {
  return {
    async signUp(wish) {
      const arrival = await prepare(wish, undefined, needs);
      return needs.storage.transact((work) => arrive(work, arrival, needs));
    },
    async signUpWith(app, wish) {
      const arrival = await prepare(wish, app, needs);
      return needs.storage.transact(async (work) => {
        const user = await arrive(work, arrival, needs);
        const granted = newToken({ app: app.id, user: user.id, scopes: app.scopes }, needs);
        await work.tokens.add(granted.token);
        return granted;
      });
    },
  };
}

interface Arrival {
  readonly wish: CheckedWish;
  readonly app: App | undefined;
  readonly invite: string | undefined;
  readonly passwordHash: string;
  readonly keys: KeyPair;
}

/** All that can be refused, and all that is slow, before the transaction. */
async function prepare(wish: SignUpWish, app: App | undefined, needs: SignUpNeeds): Promise<Arrival> {
  const { settings, storage, clock, digests } = needs;
  const invite = await openDoor(wish, needs);
  const rules = settings.signUp ?? noSignUpSettings;
  const needsReason = settings.registrations === "approved" && rules.reasonRequired && invite === undefined;
  const { domain } = settings;
  const { faults, checked } = checkWish(wish, { settings: rules, domain, needsReason, now: clock.now() });
  const known = await takenFaults(storage.stores, checked);
  const isRouteBlocked =
    ![...faults].some(({ field }) => field === "email") && !(await isRouteAllowed(checked.email, needs));
  refuseFaults([...faults, ...known, ...(isRouteBlocked ? [blockedEmail] : [])]);
  const [passwordHash, keys] = await Promise.all([
    needs.passwords.hash(wish.password),
    needs.keyPairs.generate(),
  ]);
  return {
    wish: checked,
    app,
    invite: invite === undefined ? undefined : digests.of(invite),
    passwordHash,
    keys,
  };
}

/** Whether somebody may come in at all; resolves to the code of an invite that is good. */
async function openDoor(
  { invite }: SignUpWish,
  { settings, storage, clock, digests }: SignUpNeeds,
): Promise<string | undefined> {
  const code = invite === undefined || invite === "" ? undefined : invite;
  const isGood =
    code !== undefined && (await storage.stores.invites.byHash(digests.of(code), clock.now())) !== undefined;
  const { registrations } = settings;
  if (registrations === "closed" || (registrations === "invites" && !isGood)) {
    throw new Refusal("not-allowed", "Nobody can sign up here just now.");
  }
  return isGood ? code : undefined;
}

/** The domain's own mail servers count too: one provider serves many names (S-098). */
async function isRouteAllowed(email: string, needs: SignUpNeeds): Promise<boolean> {
  const rules = needs.settings.signUp ?? noSignUpSettings;
  if (needs.mailRoutes === undefined || rules.blockedMailDomains.length === 0) return true;
  const hosts = await needs.mailRoutes.of(email.slice(email.indexOf("@") + 1));
  const blocked = { ...rules, allowedMailDomains: [] };
  return hosts.every((host) => isMailDomainAllowed(host, blocked));
}

const takenName = fault("username", "taken", "Username has already been taken");
const takenEmail = fault("email", "taken", "E-mail has already been taken");

async function takenFaults(
  { accounts, users }: Stores,
  { username, email }: CheckedWish,
): Promise<readonly FieldFault[]> {
  const [account, user] = await Promise.all([accounts.byHandle(username, undefined), users.byEmail(email)]);
  return [...(account === undefined ? [] : [takenName]), ...(user === undefined ? [] : [takenEmail])];
}

/** The account is put aside in the name of signing up, so that nobody meets it before it is somebody's. */
async function arrive(work: Work, arrival: Arrival, needs: SignUpNeeds): Promise<User> {
  const { wish, app, keys, passwordHash } = arrival;
  const at = needs.clock.now();
  const invite = arrival.invite === undefined ? undefined : await work.invites.use(arrival.invite, at);
  if (arrival.invite !== undefined && invite === undefined)
    throw new Refusal("not-allowed", "The invite is used up.");
  const id = needs.ids.next<"account">();
  const account = newLocalAccount(wish.username, { id, at, origin: needs.settings.origin });
  const waits = needs.settings.registrations === "approved" && invite === undefined;
  const user: User = {
    id: needs.ids.next<"user">(),
    account: id,
    email: wish.email,
    passwordHash,
    role: "user",
    confirmedAt: undefined,
    disabledAt: undefined,
    waitsSince: waits ? at : undefined,
    locale: wish.locale,
    createdAt: at,
    preferences: { visibility: "public", sensitive: false, language: undefined },
  };
  if (!(await work.accounts.add(account, keys))) refuseFaults([takenName]);
  if (!(await work.users.add(user))) refuseFaults([takenEmail]);
  await work.accounts.sanction(id, { kind: "suspend", by: "sign-up", at });
  const { reason } = wish;
  await work.signUps.add({ user: user.id, app: app?.id, reason, invite: invite?.id, at });
  const details = app === undefined ? {} : { app: "true" };
  const owner = await existingAccount(work.accounts, id);
  await work.letters.add(newLetter("confirm-address", { user, owner, details }, { ids: needs.ids, at }));
  return user;
}
