import { treatmentOf } from "../domains/treatment.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, minutes } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { PictureWish } from "./imaging.ts";
import type { MediaKey, MediaType } from "./media-key.ts";
import type { MediaNeeds } from "./media-needs.ts";
import { makePictures, putFile, putPicture, uploadLimits } from "./pictures.ts";
import type { RemoteSize } from "./remote-media.store.ts";
import { sniff } from "./sniff.ts";
import type { MediaFormat } from "./sniff.ts";

/** Files of other servers, for people here: they are fetched by this server, once for all (S-160). */
export interface RemoteMedia {
  /** The file that stands here for something elsewhere. `undefined`: it was not asked for yet, or that is long ago. */
  kept(url: string, size: RemoteSize): Promise<MediaKey | undefined>;
  /**
   * The same, fetched where it is not here yet. Refuses with `not-found` what cannot be had, is no picture, film or sound,
   * or is of a server whose media is not wanted; and with `unavailable` when too much is asked of it at once.
   */
  fetch(url: string, size: RemoteSize): Promise<MediaKey>;
}

export interface RemoteMediaNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly media?: MediaNeeds | undefined;
}

/** For how long what could not be had is not asked for again. */
const patience = minutes(10);

/** How many are fetched at once, by one process. */
const maxFetching = 16;

const wishes: Readonly<Record<RemoteSize, PictureWish>> = {
  original: { size: { pixels: 8_294_400 } },
  small: { size: { pixels: 230_400 }, still: true },
};

/** Films and sounds that are handed on as they are, under these types and no other (S-078). */
const passedOn: Partial<Record<MediaFormat, MediaType>> = {
  mp4: "video/mp4",
  mov: "video/mp4",
  webm: "video/webm",
  m4a: "audio/mp4",
  mp3: "audio/mpeg",
  aac: "audio/aac",
  ogg: "audio/ogg",
  flac: "audio/flac",
  wav: "audio/wav",
};

export function createRemoteMedia({ storage, clock, media }: RemoteMediaNeeds): RemoteMedia {
  const { stores, transact } = storage;
  const fetching = new Map<string, Promise<MediaKey | undefined>>();

  async function fetchAnew(url: string, size: RemoteSize): Promise<MediaKey | undefined> {
    const key = await obtain(url, size, media);
    await transact((work) => work.remoteMedia.put({ url, size, key, at: clock.now() }));
    return key;
  }

  /** Many who ask for the same at once wait for the same. */
  function fetchOnce(url: string, size: RemoteSize): Promise<MediaKey | undefined> {
    const name = `${size} ${url}`;
    const under = fetching.get(name);
    if (under !== undefined) return under;
    if (fetching.size >= maxFetching) throw new Refusal("unavailable", "Too many files are being fetched.");
    const begun = fetchAnew(url, size).finally(() => fetching.delete(name));
    fetching.set(name, begun);
    return begun;
  }

  return {
    kept: async (url, size) => (await stores.remoteMedia.of(url, size))?.key,
    async fetch(url, size) {
      const known = await stores.remoteMedia.of(url, size);
      const isFresh =
        known !== undefined && (known.key !== undefined || known.at > after(clock.now(), -patience));
      const { severity, rejectsMedia } = await treatmentOf(stores.domainRules, URL.parse(url)?.host ?? "");
      if (severity === "suspend" || rejectsMedia) throw new Refusal("not-found");
      const key = isFresh ? known.key : await fetchOnce(url, size);
      if (key === undefined) throw new Refusal("not-found");
      return key;
    },
  };
}

async function obtain(
  url: string,
  size: RemoteSize,
  media: MediaNeeds | undefined,
): Promise<MediaKey | undefined> {
  const bytes = await media?.fetch?.(url, uploadLimits.film);
  if (media === undefined || bytes === undefined) return undefined;
  const sniffed = sniff(bytes);
  if (sniffed?.family === "image") return picture(bytes, wishes[size], media);
  const type = sniffed && passedOn[sniffed.format];
  if (type === undefined) return undefined;
  return putFile(media.files, bytes, { folder: "cache", type, size: bytes.byteLength });
}

/** A stranger's picture is made anew like anybody's (S-083); one that is bad is none. */
async function picture(
  bytes: Uint8Array,
  wish: PictureWish,
  { imaging, files }: MediaNeeds,
): Promise<MediaKey | undefined> {
  try {
    const { pictures } = await makePictures(bytes, [wish], { imaging, maxBytes: uploadLimits.image });
    const [made] = pictures;
    return made && (await putPicture(files, made, "cache")).key;
  } catch (error) {
    if (error instanceof Refusal && error.code !== "unavailable") return undefined;
    throw error;
  }
}
