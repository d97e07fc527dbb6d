import type { Clock, Ids, MediaFiles } from "@trunkline/social";
import { newMediaKey } from "@trunkline/social";
import { fsMediaFiles } from "@trunkline/storage-adapters/fs";
import { s3MediaFiles } from "@trunkline/storage-adapters/s3";
import type { Config } from "./config/read.ts";
import type { S3Config } from "./config/media.ts";

/** Media files where the settings put them. Nothing is touched before one is asked for. */
export function mediaFilesOf(
  { media, origin }: Pick<Config, "media" | "origin">,
  { clock, ids }: { readonly clock: Clock; readonly ids: Pick<Ids, "secret"> },
): MediaFiles {
  const { now } = clock;
  if (media.kind === "s3") return s3MediaFiles({ ...s3OptionsOf(media), ids, now });
  return fsMediaFiles({ root: media.folder, address: `${origin}/media`, ids, now });
}

/** What the addresses of all files begin with, as that of a file which nobody has shows. */
export async function mediaAddressOf(files: MediaFiles, ids: Pick<Ids, "secret">): Promise<string> {
  const key = newMediaKey(ids, { folder: "none", type: "image/png", sha256: "0".repeat(64) });
  return (await files.url(key)).slice(0, -`/${key}`.length);
}

function s3OptionsOf({
  kind: _,
  endpoint,
  address,
  acl,
  accessKeyId,
  secretAccessKey,
  timeoutMilliseconds,
  ...rest
}: S3Config): Omit<Parameters<typeof s3MediaFiles>[0], "ids" | "now"> {
  return {
    ...rest,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(address === undefined ? {} : { address }),
    ...(acl === undefined ? {} : { acl }),
    accessKeyId: accessKeyId.reveal(),
    secretAccessKey: secretAccessKey.reveal(),
    timeout: timeoutMilliseconds,
  };
}
