import type { MediaKey } from "@trunkline/social";
import { MediaFilesError } from "@trunkline/social";
import type { S3Answer, S3Client, S3Request } from "./client.ts";
import type { Spooled } from "./spool.ts";
import { escaped, textIn } from "./xml.ts";

/** An object that is to be. */
export interface Upload {
  readonly key: MediaKey;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Spooled;
}

/** The answer to a request that cannot have another status; what the service says else is a fault of ours. */
export async function mustAnswer(
  send: S3Client,
  request: S3Request,
  good: readonly number[],
): Promise<S3Answer> {
  const answer = await send(request);
  if (good.includes(answer.status)) return answer;
  throw refused(request, answer);
}

export function refused({ method, key = "" }: S3Request, { status, text }: S3Answer): Error {
  const said = [textIn(text, "Code"), textIn(text, "Message")].filter((part) => part !== undefined);
  return new Error(
    `The S3 service answered ${method} ${key || "the bucket"} with ${status} ${said.join(": ")}`,
  );
}

/** Sends an object in one request. */
export async function uploadWhole(send: S3Client, { key, headers, content }: Upload): Promise<void> {
  const body = await content.slice(0, content.size);
  await mustAnswer(send, { method: "PUT", key, headers, body }, [200]);
}

/** The service takes 10,000 parts, none but the last below 5 MiB. */
const leastPartBytes = 5 * 1024 * 1024;
const mostParts = 10_000;

/** Sends an object in parts, each of which is tried again by itself. It stands when all of them do. */
export async function uploadInParts(send: S3Client, upload: Upload): Promise<void> {
  const { key, headers, content } = upload;
  const begun = await mustAnswer(send, { method: "POST", key, headers, query: { uploads: "" } }, [200]);
  const uploadId = textIn(begun.text, "UploadId");
  if (uploadId === undefined) throw new Error(`The S3 service began an upload without an id: ${begun.text}`);
  try {
    const tags = await sendParts(send, upload, uploadId);
    const list = tags.map((tag, index) => part(index + 1, tag)).join("");
    const body = Buffer.from(`<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`);
    await complete(send, { method: "POST", key, query: { uploadId }, body }, content.size);
  } catch (error) {
    // Parts that cannot be given up now are left to the bucket's own rule for unfinished uploads.
    await send({ method: "DELETE", key, query: { uploadId } });
    throw error;
  }
}

const part = (number: number, tag: string): string =>
  `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(tag)}</ETag></Part>`;

async function sendParts(
  send: S3Client,
  { key, content }: Upload,
  uploadId: string,
): Promise<readonly string[]> {
  const length = Math.max(leastPartBytes, Math.ceil(content.size / mostParts));
  const tags: string[] = [];
  for (let start = 0; start < content.size; start += length) {
    const body = await content.slice(start, Math.min(start + length, content.size));
    const query = { partNumber: String(tags.length + 1), uploadId };
    const { headers } = await mustAnswer(send, { method: "PUT", key, query, body }, [200]);
    tags.push(headers.get("etag") ?? "");
  }
  return tags;
}

/** Completing may fail behind a 200, and may have happened though its answer was lost: the object decides. */
async function complete(send: S3Client, request: S3Request, size: number): Promise<void> {
  const answer = await send(request);
  const { key = "" } = request;
  const head = await send({ method: "HEAD", key });
  if (head.status === 200 && Number(head.headers.get("content-length")) === size) return;
  if (answer.status !== 200) throw refused(request, answer);
  const code = textIn(answer.text, "Code") ?? "no reason";
  throw new MediaFilesError("unavailable", `The S3 service could not put ${key} together: ${code}.`);
}
