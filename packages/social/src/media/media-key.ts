declare const kind: unique symbol;

/**
 * The name of a stored media file: `<folder>/<aa>/<bb>/<28 digits>-<sha-256>.<ending>`, 128 random bits and the
 * digest of the content, in hexadecimal. Whoever has not been told it cannot guess it (S-079), no user's words
 * are in it (S-076), and it says of itself which type and which bytes it stands for.
 */
export type MediaKey = string & { readonly [kind]: "media-key" };

/** Every type of media that is stored and served, by the ending of its files (S-077). None of them can hold a script. */
export const mediaTypes = {
  avif: "image/avif",
  gif: "image/gif",
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  mp4: "video/mp4",
  webm: "video/webm",
  aac: "audio/aac",
  flac: "audio/flac",
  m4a: "audio/mp4",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  wav: "audio/wav",
} as const;

/** One of the types that are stored and served. */
export type MediaType = (typeof mediaTypes)[keyof typeof mediaTypes];

const endings: ReadonlyMap<string, MediaType> = new Map(Object.entries(mediaTypes));
const folderPattern = "[a-z][a-z0-9-]{0,30}";
const pattern = new RegExp(
  `^(${folderPattern})/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}-([0-9a-f]{64})\\.([a-z0-9]{2,4})$`,
);

/** What a key says. */
export interface ReadMediaKey {
  readonly key: MediaKey;
  readonly folder: string;
  readonly type: MediaType;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Reads a key from text. `undefined` for whatever `newMediaKey` would not make, paths among it. */
export function readMediaKey(text: string): ReadMediaKey | undefined {
  const [, folder, sha256, ending = ""] = pattern.exec(text) ?? [];
  const type = endings.get(ending);
  if (folder === undefined || sha256 === undefined || type === undefined) return undefined;
  return { key: text as MediaKey, folder, type, sha256 }; // the one place where a key is made
}

/** Makes random bits: as `Ids` does. */
export interface Secrets {
  /** 256 random bits, in base64url. */
  secret(): string;
}

/**
 * A key that nobody had before, for content of this digest.
 *
 * @param about.folder what the file is for, as in `avatars`: lower case letters, digits, hyphens
 */
export function newMediaKey(
  ids: Secrets,
  about: { readonly folder: string; readonly type: MediaType; readonly sha256: string },
): MediaKey {
  const random = Buffer.from(ids.secret(), "base64url").toString("hex");
  const ending = Object.entries(mediaTypes).find(([, type]) => type === about.type)?.[0];
  const place = `${random.slice(0, 2)}/${random.slice(2, 4)}/${random.slice(4, 32)}`;
  const read = readMediaKey(`${about.folder}/${place}-${about.sha256}.${ending}`);
  if (read === undefined) throw new Error(`No media is kept in "${about.folder}" as ${about.type}.`);
  return read.key;
}
