import type { ByteRange, MediaFiles, MediaKey, StoredMedia } from "@trunkline/social";
import { MediaFilesError, minutes, readMediaKey } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";

export interface MediaNeeds {
  readonly media: MediaFiles;
  readonly origin: string;
}

/** How long the address works to which those who ask for a private file are sent on. */
const lasting = minutes(15);

/** Media files by their keys: the bytes, or the way to a storage that hands them out itself. */
export function mediaRoutes({ media, origin }: MediaNeeds): Hono {
  const app = new Hono();
  app.get("/media/:rest{.+}", async (context, next) => {
    const read = readMediaKey(context.req.path.slice("/media/".length));
    if (read === undefined) return next();
    try {
      const elsewhere = await media.url(read.key, { lasting });
      if (!elsewhere.startsWith(`${origin}/`)) return sentOn(context, elsewhere);
      return (await answer(context, media, read.key)) ?? (await next());
    } catch (error) {
      if (!(error instanceof MediaFilesError)) throw error;
      return context.json({ error: "Media is not available just now." }, 503, { "retry-after": "5" });
    }
  });
  return app;
}

function sentOn(context: Context, address: string): Response {
  context.header("cache-control", "private, max-age=300");
  return context.redirect(address, 302);
}

/** `undefined` where there is no such file. */
async function answer(context: Context, media: MediaFiles, key: MediaKey): Promise<Response | undefined> {
  const stored = await media.stat(key);
  if (stored === undefined) return undefined;
  const headers = headersOf(stored);
  if (context.req.header("if-none-match") === headers["etag"])
    return new Response(null, { status: 304, headers });
  const range = rangeOf(context, stored);
  if (range === "unsatisfiable")
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${stored.size}` } });
  const status = range === undefined ? 200 : 206;
  const length = range === undefined ? stored.size : range.end - range.start;
  const sent = { ...headers, "content-length": String(length), ...partOf(range, stored) };
  if (context.req.method === "HEAD") return new Response(null, { status, headers: sent });
  const open = await media.open(key, range);
  return open === undefined ? undefined : new Response(open.body, { status, headers: sent });
}

/** What strangers put here is looked at and never run, whatever it is (S-077). */
function headersOf({ type, sha256 }: StoredMedia): Record<string, string> {
  return {
    "content-type": type,
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
    // A day, so that what is removed here is soon gone everywhere (S-081).
    "cache-control": "public, max-age=86400, immutable",
    etag: `"${sha256}"`,
  };
}

type Part = Required<ByteRange>;

/**
 * The part that is asked for. A header that asks for several, or in a way that nobody knows, asks for the
 * whole, and so does one about a file that is another by now.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
function rangeOf(context: Context, { size, sha256 }: StoredMedia): Part | "unsatisfiable" | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(context.req.header("range") ?? "");
  const condition = context.req.header("if-range");
  if (asked === null || (condition !== undefined && condition !== `"${sha256}"`)) return undefined;
  const [, from = "", to = ""] = asked;
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  if (from !== "" && to !== "" && Number(to) < start) return undefined;
  return start < end ? { start, end } : "unsatisfiable";
}

function partOf(range: Part | undefined, { size }: StoredMedia): Record<string, string> {
  return range === undefined ? {} : { "content-range": `bytes ${range.start}-${range.end - 1}/${size}` };
}
