import { codePointsOf } from "../kernel/characters.ts";
import type { AccountId, MediaId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { tidyCaption } from "../kernel/tidy.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock, Digests, Ids } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import { filmUpload } from "./film-upload.ts";
import { createMediaLinks } from "./media-links.ts";
import type { MediaLinks } from "./media-links.ts";
import type { MediaNeeds } from "./media-needs.ts";
import { makePicture, makeSmall } from "./attachment-pictures.ts";
import { processUploads } from "./process-uploads.ts";
import type { RemoteMedia } from "./remote-media.ts";
import { createRemoteMedia } from "./remote-media.ts";
import { sniff } from "./sniff.ts";
import type { Focus } from "./status-media.ts";
import type { MediaWords, Upload } from "./upload.ts";

/** Sending pictures, films and sounds, before a status shows them. */
export interface Media {
  /** Where media lies. */
  readonly links: MediaLinks;
  /** What lies at other servers. */
  readonly remote: RemoteMedia;
  /**
   * Takes what somebody sends. Pictures are ready when it resolves; of what moves or sounds something is made later.
   * Refuses with `invalid`, `too-large` and `unavailable`.
   */
  upload(viewer: AccountId, file: Uint8Array, words: MediaWords): Promise<Upload>;
  /**
   * Makes something of an upload of the viewer's now, where nobody else does yet.
   * Refuses with `not-found`, and with `invalid` where nothing can be made of it.
   */
  finish(viewer: AccountId, id: MediaId): Promise<Upload>;
  /** An upload of the viewer's own that no status shows. Refuses with `not-found`, and with `invalid` where it failed. */
  show(viewer: AccountId, id: MediaId): Promise<Upload>;
  /** Refuses with `not-found` once a status shows it: from there on it is changed with the status. */
  change(viewer: AccountId, id: MediaId, words: MediaWords): Promise<Upload>;
  /** Refuses with `invalid` once a status shows it. */
  remove(viewer: AccountId, id: MediaId): Promise<void>;
}

/** How long a description may be, in characters. */
export const descriptionCharacters = 1500;

export interface MediaUseNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly settings: Pick<Home, "origin" | "mediaAddress">;
  /** Left out: this server takes none. */
  readonly media?: MediaNeeds | undefined;
}

export function createMedia({ storage, clock, ids, media, settings, digests }: MediaUseNeeds): Media {
  const { stores, transact } = storage;
  return {
    links: createMediaLinks(settings, media?.fetch && ((text) => digests.of(text))),
    remote: createRemoteMedia({ storage, clock, media }),

    async upload(viewer, file, words) {
      const needs = mediaNeeds(media);
      const checked = checkedWords(words);
      const sniffed = sniff(file);
      if (sniffed === undefined)
        throw new Refusal("invalid", "The file is of a kind that is not taken here.");
      const made = sniffed.family === "image" ? await makePicture(file, needs) : undefined;
      const small = words.thumbnail && (await makeSmall(words.thumbnail, needs));
      const parts: Pick<Upload, "state" | "kind" | "source" | "made"> =
        made === undefined
          ? await filmUpload(file, { sniffed, small, needs })
          : { state: "ready", kind: "image", source: undefined, made: { ...made, ...small } };
      const about = { id: ids.next<"media">(), account: viewer, status: undefined, createdAt: clock.now() };
      const upload: Upload = { ...about, ...checked, ...parts };
      await transact((work) => work.media.add(upload));
      return upload;
    },

    async finish(viewer, id) {
      const films = media?.films;
      if (media !== undefined && films !== undefined)
        await processUploads({ storage, clock, media: { ...media, films } }, id);
      return this.show(viewer, id);
    },

    async show(viewer, id) {
      const upload = await ownUpload(stores, viewer, id);
      if (upload.state === "failed") throw new Refusal("invalid", "The file could not be processed.");
      return upload;
    },

    async change(viewer, id, words) {
      const upload = await ownUpload(stores, viewer, id);
      const change = await changeOf(upload, words, media);
      const isChanged = await transact((work) => work.media.change(upload, change, clock.now()));
      if (!isChanged) throw new Refusal("not-found");
      return ownUpload(stores, viewer, id);
    },

    async remove(viewer, id) {
      const [upload] = await stores.media.of(viewer, [id]);
      if (upload === undefined) throw new Refusal("not-found");
      const isGone = await transact((work) => work.media.remove(viewer, id, clock.now()));
      if (!isGone) throw new Refusal("invalid", "A status shows this file.");
    },
  };
}

function mediaNeeds(media: MediaNeeds | undefined): MediaNeeds {
  if (media === undefined) throw new Refusal("invalid", "This server takes no files.");
  return media;
}

async function ownUpload({ media }: Pick<Work, "media">, viewer: AccountId, id: MediaId): Promise<Upload> {
  const [upload] = await media.of(viewer, [id]);
  if (upload === undefined || upload.status !== undefined) throw new Refusal("not-found");
  return upload;
}

/** What of an upload changes, with the files that this asks for already stored. Refuses with `invalid`. */
export async function changeOf(
  upload: Upload,
  words: MediaWords,
  media: MediaNeeds | undefined,
): Promise<Partial<Pick<Upload, "description" | "focus" | "made">>> {
  const { description, focus } = checkedWords(words);
  const { thumbnail } = words;
  if (thumbnail !== undefined && upload.state !== "ready")
    throw new Refusal("invalid", "The file is not processed yet.");
  return {
    ...(words.description === undefined ? {} : { description }),
    ...(focus && { focus }),
    ...(thumbnail &&
      upload.made && { made: { ...upload.made, ...(await makeSmall(thumbnail, mediaNeeds(media))) } }),
  };
}

function checkedWords({ description, focus }: MediaWords): Pick<Upload, "description" | "focus"> {
  const said = description === undefined ? "" : tidyCaption(description).trim();
  if (codePointsOf(said) > descriptionCharacters)
    throw new Refusal("invalid", `A description has at most ${descriptionCharacters} characters.`);
  return { description: said === "" ? undefined : said, focus: focus && clampedFocus(focus) };
}

function clampedFocus({ x, y }: Focus): Focus {
  const clamped = (value: number): number => Math.min(1, Math.max(-1, value));
  return { x: clamped(x), y: clamped(y) };
}
