import { after, hours, minutes, seconds } from "../kernel/time.ts";
import type { Milliseconds } from "../kernel/time.ts";
import type { Clock, Digests, Ids, Mailer } from "../ports.ts";
import type { PassPurpose } from "../sign-in/passes.store.ts";
import type { Storage } from "../stores.ts";
import type { LetterKind } from "./letter.ts";
import type { ClaimedLetter } from "./letters.store.ts";

export interface SendLettersNeeds {
  readonly storage: Storage;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
}

/** How many are sent in one go. */
const batch = 20;

/** Longer than any mail server may take, so that nobody sends what somebody else is sending. */
const lease: Milliseconds = seconds(60);

/** After so long a letter says nothing that still matters. */
const keptFor: Milliseconds = hours(72);

/** What the link of a letter is good for, and for how long (S-138). */
const links: Partial<Record<LetterKind, { readonly purpose: PassPurpose; readonly lasts: Milliseconds }>> = {
  "confirm-address": { purpose: "confirm-address", lasts: hours(24) },
  "confirm-new-address": { purpose: "confirm-new-address", lasts: hours(24) },
  "reset-password": { purpose: "reset-password", lasts: hours(2) },
};

/**
 * Sends the letters that are due, one after the other. Resolves to how many were tried. The secret of a link is made
 * when its letter leaves, so that nothing which waits holds one.
 */
export async function sendLetters(needs: SendLettersNeeds): Promise<number> {
  const { storage, clock } = needs;
  for (let tried = 0; ; tried += 1) {
    if (tried === batch) return tried;
    const at = clock.now();
    const [letter] = await storage.transact((work) => work.letters.claim(1, { at, until: after(at, lease) }));
    if (letter === undefined) return tried;
    await sendOne(letter, needs);
  }
}

async function sendOne(letter: ClaimedLetter, needs: SendLettersNeeds): Promise<void> {
  const { storage, mailer } = needs;
  const secret = await linkSecret(letter, needs);
  const verdict = await mailer.send({ ...letter, secret });
  if (verdict.ok) return storage.transact((work) => work.letters.sent(letter));
  const now = needs.clock.now();
  const next = after(now, pauseAfter(letter.attempts));
  const isOver = verdict.reason === "refused" || next > after(letter.at, keptFor);
  const failure = { reason: verdict.says, at: isOver ? undefined : next, now };
  return storage.transact((work) => work.letters.fail(letter, failure));
}

async function linkSecret(letter: ClaimedLetter, needs: SendLettersNeeds): Promise<string | undefined> {
  const link = links[letter.kind];
  const { user, address } = letter;
  if (link === undefined || user === undefined) return undefined;
  const secret = needs.ids.secret();
  const expiresAt = after(needs.clock.now(), link.lasts);
  const pass = { hash: needs.digests.of(secret), user, purpose: link.purpose, address, expiresAt };
  await needs.storage.transact((work) => work.passes.add(pass));
  return secret;
}

/** Half a minute, a minute, two ... and at most two hours. */
function pauseAfter(attempts: number): Milliseconds {
  return Math.min(seconds(30) * 2 ** Math.min(attempts, 20), minutes(120));
}
