import type { Social } from "@trunkline/social";
import type { Context, Hono } from "hono";
import { docsPage, docsStyle } from "./docs.ts";
import { openApiDocument, type OpenApiDocument } from "./openapi.ts";

interface File {
  readonly type: string;
  readonly text: string;
  readonly etag: string;
}

async function fileOf(type: string, text: string): Promise<File> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const etag = `"${Buffer.from(digest).toString("base64url").slice(0, 22)}"`;
  return { type, text, etag };
}

function answer(context: Context, { type, text, etag }: File): Response {
  context.header("Cache-Control", "public, max-age=300");
  context.header("ETag", etag);
  if (context.req.header("if-none-match") === etag) return context.body(null, 304);
  context.header("Content-Type", type);
  // Where a server says nothing stricter: no script runs here, and nothing comes from elsewhere.
  context.header("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
  return context.body(text);
}

/** Serves what the declarations say of the API: as a document, and as a page. */
export function serveDocumentation(app: Hono, social: Social): void {
  const { origin, version } = social.instance.settings;
  let described: OpenApiDocument | undefined;
  const document = (): OpenApiDocument => (described ??= openApiDocument(version));
  const files: Readonly<Record<string, () => Promise<File>>> = {
    "/api/openapi.json": () =>
      fileOf(
        "application/json; charset=utf-8",
        JSON.stringify({ ...document(), servers: [{ url: origin }] }),
      ),
    "/api/docs": () => fileOf("text/html; charset=utf-8", docsPage(document())),
    "/api/docs/style.css": () => fileOf("text/css; charset=utf-8", docsStyle),
  };
  for (const [path, make] of Object.entries(files)) {
    let made: Promise<File> | undefined;
    app.get(path, async (context) => answer(context, await (made ??= make())));
  }
}
