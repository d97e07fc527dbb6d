import { after, days, hours, minutes } from "../kernel/time.ts";
import type { Milliseconds } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { MediaFilesError } from "./media-files.ts";
import type { MediaFiles } from "./media-files.ts";
import type { MediaKey } from "./media-key.ts";

/** How long an upload waits for a status: a little less than a day, so that its files are gone after one (S-079, S-081). */
const unattachedLasts: Milliseconds = hours(23);

/** How long files of other servers lie here (S-154). */
const remoteLasts: Milliseconds = days(14);

/** How much is done at a time. */
const batch = 100;

export interface TendMediaNeeds {
  readonly storage: Storage;
  readonly files: MediaFiles;
  readonly clock: Clock;
}

/**
 * Takes away uploads that no status has shown for a day and what was fetched from other servers two weeks ago, and removes files that nobody needs, each until it is seen to be
 * gone. Meant for every minute or so; resolves to how much there was to do.
 */
export async function tendMedia({ storage, files, clock }: TendMediaNeeds): Promise<number> {
  const { stores, transact } = storage;
  const now = clock.now();
  const since = after(now, -unattachedLasts);
  const taken = await transact((work) => work.media.removeUnattached(since, now, batch));
  const forgotten = await transact((work) =>
    work.remoteMedia.forgetBefore(after(now, -remoteLasts), now, batch),
  );
  const due = await stores.media.discarded(now, batch);
  const gone: MediaKey[] = [];
  for (const { key, attempts } of due) {
    if (await isRemoved(files, key)) gone.push(key);
    else await transact((work) => work.media.putOff(key, after(now, patience(attempts))));
  }
  await transact((work) => work.media.forget(gone));
  return taken + forgotten + due.length;
}

async function isRemoved(files: MediaFiles, key: MediaKey): Promise<boolean> {
  try {
    await files.remove(key);
    return true;
  } catch (error) {
    if (!(error instanceof MediaFilesError)) throw error;
    return false;
  }
}

/** From a minute on, twice as long each time, and never longer than an hour. */
function patience(attempts: number): Milliseconds {
  return Math.min(minutes(1) * 2 ** attempts, hours(1));
}
