import { after, seconds } from "../kernel/time.ts";
import type { MediaId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { FilmingError } from "./filming.ts";
import type { Filming, MadeFilm } from "./filming.ts";
import { MediaFilesError } from "./media-files.ts";
import type { MediaKey } from "./media-key.ts";
import type { MediaNeeds } from "./media-needs.ts";
import type { ClaimedUpload } from "./media.store.ts";
import { makeSmall } from "./attachment-pictures.ts";
import { putFile } from "./pictures.ts";
import type { MadeMedia } from "./upload.ts";

export interface ProcessUploadsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly media: MediaNeeds & { readonly films: Filming };
}

/** How long a claim stands without a sign of life of its worker. */
const lease = seconds(30);

/** How often something is tried to be made of an upload. */
const maxAttempts = 3;

/**
 * Makes something of the upload that waits longest, or of the one that is named. Resolves to how many were dealt with. A
 * worker that dies leaves its upload to the next one, and an upload that lost three is given up.
 */
export async function processUploads(needs: ProcessUploadsNeeds, only?: MediaId): Promise<number> {
  const { storage, clock } = needs;
  const now = clock.now();
  const claimed = await storage.transact((work) => work.media.claim(now, after(now, lease), only));
  if (claimed === undefined) return 0;
  const outcome =
    claimed.attempts >= maxAttempts ? { failed: true as const } : await outcomeOf(claimed, needs);
  const isOurs = await storage.transact((work) => work.media.settle(claimed, outcome, clock.now()));
  if (!isOurs && "made" in outcome)
    await storage.transact((work) => work.media.discard(keysOf(outcome.made), clock.now()));
  return 1;
}

type Outcome = { readonly made: MadeMedia } | { readonly failed: true } | { readonly again: Date };

async function outcomeOf(claimed: ClaimedUpload, needs: ProcessUploadsNeeds): Promise<Outcome> {
  try {
    const made = await makeOf(claimed, needs);
    return made === undefined ? { failed: true } : { made };
  } catch (error) {
    if (error instanceof FilmingError && error.reason !== "stopped") return { failed: true };
    const passes =
      error instanceof FilmingError || error instanceof MediaFilesError || error instanceof Refusal;
    if (!passes) throw error;
    return { again: after(needs.clock.now(), lease) };
  }
}

async function makeOf(
  { upload, token }: ClaimedUpload,
  { storage, clock, media }: ProcessUploadsNeeds,
): Promise<MadeMedia | undefined> {
  const { source } = upload;
  const open = source && (await media.files.open(source.key));
  if (source === undefined || open === undefined) return undefined;
  const goOn = (): Promise<boolean> =>
    storage.transact((work) => work.media.hold({ upload, token }, after(clock.now(), lease)));
  const film = await media.films.make(open.body, { format: source.format, goOn });
  try {
    return await store(film, upload.made, media);
  } finally {
    await film.close();
  }
}

async function store(
  { body, type, size, width, height, duration, frameRate, bitrate, still }: MadeFilm,
  thumbnail: MadeMedia | undefined,
  media: MediaNeeds,
): Promise<MadeMedia> {
  const shown = still === undefined || thumbnail !== undefined ? thumbnail : await makeSmall(still, media);
  const key = await putFile(media.files, body, { folder: "attachments", type, size });
  return {
    file: { key, width, height, duration, frameRate, bitrate },
    preview: shown?.preview,
    blurhash: shown?.blurhash,
    colour: shown?.colour,
  };
}

function keysOf({ file, preview }: MadeMedia): readonly MediaKey[] {
  return [file.key, ...(preview === undefined ? [] : [preview.key])];
}
