import { after, minutes } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { Status } from "../statuses/status.ts";
import type { Errand } from "./errands.store.ts";

export interface AskNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** Addresses that are longer than this are not asked for on the side. */
const maxLength = 2000;
/** How long what was done is not done again. */
const rest = minutes(15);
/** Answers to a post that is younger than this are still on their way by themselves. */
const fresh = minutes(5);

/** Puts up something to be asked of another server, unless it was a quarter of an hour ago. */
export async function askFor(
  errand: Pick<Errand, "kind" | "subject">,
  { storage, clock }: AskNeeds,
): Promise<void> {
  if (errand.subject.length > maxLength) return;
  const at = clock.now();
  const when = { at, unlessSince: after(at, -rest) };
  await storage.transact((work) => work.errands.ask(errand, when));
}

/** Has the conversation around a post of another server completed, because somebody here looks at it. */
export async function askForThread(status: Status | undefined, needs: AskNeeds): Promise<void> {
  if (status === undefined || status.createdAt > after(needs.clock.now(), -fresh)) return;
  const author = await needs.storage.stores.accounts.byId(status.account);
  if (author?.domain !== undefined) await askFor({ kind: "thread", subject: status.uri }, needs);
}
