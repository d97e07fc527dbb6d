/** Another client at the same server: what ours brings has to be what everybody sees. */
import { httpClient } from "@digitalbazaar/http-client";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveLoopback } from "../testing/loopback.ts";
import type { Loopback } from "../testing/loopback.ts";
import { createClient } from "./client.ts";
import type { Client } from "./client.ts";
import { ACTIVITY_ACCEPT, ACTIVITY_TYPE } from "./media-type.ts";

const document = { id: "https://there.example/1", name: "Grüße 🐘", list: [1, 2.5, null] };
const text = JSON.stringify(document);

function page(body: string | Uint8Array, encoding?: string): Response {
  const bytes = typeof body === "string" ? body : new Uint8Array(body);
  const headers = {
    "content-type": ACTIVITY_TYPE,
    ...(encoding === undefined ? {} : { "content-encoding": encoding }),
  };
  return new Response(bytes, { headers });
}

const answers: Readonly<Record<string, () => Response>> = {
  "/plain": () => page(text),
  "/gzip": () => page(gzipSync(text), "gzip"),
  "/br": () => page(brotliCompressSync(text), "br"),
  "/deflate": () => page(deflateSync(text), "deflate"),
  "/moved": () => new Response(null, { status: 302, headers: { location: "/plain?a=b%20c" } }),
  "/twice": () => new Response(null, { status: 307, headers: { location: "/moved" } }),
};

let server: Loopback;
let client: Client;
beforeAll(async () => {
  server = await serveLoopback((request) => answers[new URL(request.url).pathname]?.());
  client = createClient({ userAgent: "test", allowedPrivateAddresses: ["127.0.0.0/8"] });
});
afterAll(async () => {
  await client.close();
  await server.close();
});

it.each(Object.keys(answers))("F-027 F-029 both clients bring the same from %s", async (path) => {
  const url = server.origin + path;
  const theirs = await httpClient.get(url, { headers: { accept: ACTIVITY_ACCEPT } });
  const ours = await client.get({ url, accept: ACTIVITY_ACCEPT });
  if (!ours.ok) throw new Error(`Ours brings nothing: ${ours.reason}.`);
  expect([ours.value.status, ours.value.url]).toEqual([theirs.status, theirs.url]);
  expect(ours.value.headers["content-type"]).toBe(theirs.headers.get("content-type"));
  expect(JSON.parse(ours.value.body.toString())).toEqual(theirs.data ?? (await theirs.json()));
});
