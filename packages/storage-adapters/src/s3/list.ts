import type { StoredMedia } from "@trunkline/social";
import { readMediaKey } from "@trunkline/social";
import type { S3Client } from "./client.ts";
import { mustAnswer } from "./upload.ts";
import { allIn, textIn } from "./xml.ts";

/** The bucket's objects that are media files, a thousand a request. Whatever else lies there is passed over. */
export async function* listObjects(send: S3Client, prefix: string): AsyncGenerator<StoredMedia> {
  let token: string | undefined;
  do {
    const onwards = token === undefined ? {} : { "continuation-token": token };
    const query = { "list-type": "2", prefix, ...onwards };
    const { text } = await mustAnswer(send, { method: "GET", query }, [200]);
    for (const content of allIn(text, "Contents")) {
      const media = read(content);
      if (media !== undefined) yield media;
    }
    token = textIn(text, "IsTruncated") === "true" ? textIn(text, "NextContinuationToken") : undefined;
  } while (token !== undefined);
}

function read(content: string): StoredMedia | undefined {
  const key = readMediaKey(textIn(content, "Key") ?? "");
  if (key === undefined) return undefined;
  const storedAt = new Date(textIn(content, "LastModified") ?? "");
  return {
    key: key.key,
    type: key.type,
    sha256: key.sha256,
    size: Number(textIn(content, "Size")),
    storedAt,
  };
}
