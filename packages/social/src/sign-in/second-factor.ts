import { existingAccount } from "../accounts/existing.ts";
import type { LetterKind } from "../letters/letter.ts";
import type { UserId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, minutes } from "../kernel/time.ts";
import type { Clock, Digests, Ids, Passwords } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import { newLetter } from "./letters.ts";
import type { User } from "./sign-in.store.ts";
import { stepOfCode, toBase32 } from "./totp.ts";

/** Codes of an app, besides the password. */
export interface SecondFactors {
  /** Whether somebody has to show one to sign in. */
  isOn(user: UserId): Promise<boolean>;
  /**
   * Begins one, which counts once `enable` was shown a code of it. Refuses `conflict` while another is on.
   *
   * @returns what the app is told, in base32; `undefined`: the password is wrong
   */
  begin(user: UserId, password: string): Promise<string | undefined>;
  /** Ten codes, shown this once, for who loses the app; `undefined`: the code is wrong. */
  enable(user: UserId, code: string): Promise<readonly string[] | undefined>;
  /** `false`: the password is wrong. */
  disable(user: UserId, password: string): Promise<boolean>;
}

export interface SecondFactorNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly passwords: Passwords;
}

const recoveryCodes = 10;
const triesWithin = minutes(5);
const maxTries = 5;

/** Codes of an app, besides the password. */
export function createSecondFactors(needs: SecondFactorNeeds): SecondFactors {
  const { storage, clock, ids, digests } = needs;
  const { stores, transact } = storage;
  return {
    isOn: async (user) => (await stores.secondFactors.of(user))?.enabledAt !== undefined,

    async begin(id, password) {
      const user = await provedUser(id, password, needs);
      if (user === undefined) return undefined;
      if ((await stores.secondFactors.of(id))?.enabledAt !== undefined) throw new Refusal("conflict");
      const secret = toBase32(Buffer.from(ids.secret(), "base64url").subarray(0, 20));
      await transact((work) => work.secondFactors.begin(id, secret));
      return secret;
    },

    enable: (id, code) =>
      transact(async (work) => {
        const factor = await work.secondFactors.of(id);
        if (factor === undefined || factor.enabledAt !== undefined) return undefined;
        if (!(await acceptsCode(work, { id, code }, needs))) return undefined;
        await work.secondFactors.enable(id, clock.now());
        const codes = Array.from({ length: recoveryCodes }, () => ids.secret().slice(0, 16));
        await work.secondFactors.setRecoveryCodes(id, codes.map(digests.of));
        await tell(work, { id, kind: "second-factor-added" }, needs);
        return codes;
      }),

    async disable(id, password) {
      if ((await provedUser(id, password, needs)) === undefined) return false;
      await transact(async (work) => {
        await work.secondFactors.remove(id);
        await tell(work, { id, kind: "second-factor-removed" }, needs);
      });
      return true;
    },
  };
}

/**
 * Whether a code of the app, or a recovery code, is right. Each try counts, and each right code is good once; to be
 * asked in a transaction that stands whatever the answer is.
 */
export async function acceptsCode(
  work: Work,
  { id, code }: { readonly id: UserId; readonly code: string },
  { clock, digests }: Pick<SecondFactorNeeds, "clock" | "digests">,
): Promise<boolean> {
  const at = clock.now();
  const limit = { at, since: after(at, -triesWithin), most: maxTries };
  const factor = await work.secondFactors.of(id);
  if (factor === undefined || !(await work.secondFactors.countTry(id, limit))) return false;
  const given = code.replaceAll(/\s/g, "");
  const step = stepOfCode(factor.secret, given, at);
  if (step !== undefined) return work.secondFactors.takeStep(id, step);
  return work.secondFactors.takeRecoveryCode(id, digests.of(given));
}

async function provedUser(
  id: UserId,
  password: string,
  { storage, passwords }: SecondFactorNeeds,
): Promise<User | undefined> {
  const user = await storage.stores.users.byId(id);
  return user !== undefined && (await passwords.verify(password, user.passwordHash)) ? user : undefined;
}

async function tell(
  work: Work,
  { id, kind }: { readonly id: UserId; readonly kind: LetterKind },
  { ids, clock }: SecondFactorNeeds,
): Promise<void> {
  const user = await work.users.byId(id);
  if (user === undefined) return;
  const owner = await existingAccount(work.accounts, user.account);
  await work.letters.add(newLetter(kind, { user, owner }, { ids, at: clock.now() }));
}
