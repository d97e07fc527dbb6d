import { bodyTooLarge, malformed } from "./failures.ts";
import { type Parameters, type Parsed, readForm, readJson } from "./parameters.ts";

/** How much a client may send at once, where files are not to be expected. */
const usualBytes = 1024 * 1024;

/** Reads no more than it may, whatever the length that was announced. */
async function bytesOf(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw bodyTooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of request.body) {
    count += chunk.byteLength;
    if (count > maxBytes) throw bodyTooLarge();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(count);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

async function readMultipart(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Parsed> {
  try {
    const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData();
    return readForm(form);
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, reason: "malformed" };
    throw error;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function readText(text: string | undefined, kind: string): Parsed {
  if (text === undefined) return { ok: false, reason: "bad text" };
  if (kind === "application/json" || kind.endsWith("+json")) return readJson(text);
  const isForm = kind === "" || kind === "application/x-www-form-urlencoded";
  return readForm(isForm ? new URLSearchParams(text) : []);
}

/** The parameters in a request's body: JSON, a form, or a form in parts. Other kinds hold none. */
export async function readBody(request: Request, maxBytes: number = usualBytes): Promise<Parameters> {
  const type = request.headers.get("content-type") ?? "";
  const kind = type.split(";")[0]?.trim().toLowerCase() ?? "";
  const bytes = await bytesOf(request, maxBytes);
  const parsed =
    kind === "multipart/form-data" ? await readMultipart(bytes, type) : readText(decode(bytes), kind);
  if (!parsed.ok) throw malformed(parsed.reason);
  return parsed.value;
}
