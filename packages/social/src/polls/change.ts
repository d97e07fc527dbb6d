import type { StatusId } from "../kernel/id.ts";
import type { Work } from "../stores.ts";
import type { IncomingPoll, PollTerms } from "./poll.ts";
import { asksTheSame, clampedTally } from "./poll.ts";

/** Whether a status asks something else from now on, or nothing any more. */
export async function pollDiffers(
  { polls }: Pick<Work, "polls">,
  status: StatusId,
  terms: PollTerms | undefined,
): Promise<boolean> {
  const [stands] = await polls.of([status]);
  if (stands === undefined || terms === undefined) return (stands === undefined) !== (terms === undefined);
  return !asksTheSame(stands, terms);
}

/** Puts a poll into a status, or takes it out: changed options reset the votes (F-139). */
export async function setPoll(
  { polls }: Pick<Work, "polls">,
  status: StatusId,
  poll: IncomingPoll | undefined,
): Promise<void> {
  if (poll === undefined) {
    await polls.remove(status);
    return;
  }
  await polls.put(status, poll.terms, poll.tally?.at);
  if (poll.tally !== undefined) await polls.tally(status, clampedTally(poll.tally));
}
