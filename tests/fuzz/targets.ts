import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { readActivity } from "../../packages/activitypub/src/activities/table.ts";
import { canonicalHost, readHandle, writeHandle } from "../../packages/activitypub/src/discovery/handle.ts";
import { classifyAddress } from "../../packages/activitypub/src/fetching/addresses.ts";
import { readOutboundUrl } from "../../packages/activitypub/src/fetching/guard.ts";
import { readBody } from "../../packages/activitypub/src/inbox/body.ts";
import { isWithinLimits } from "../../packages/activitypub/src/jsonld/limits.ts";
import { createNormalise, normaliseFully } from "../../packages/activitypub/src/jsonld/normalise.ts";
import { readActor } from "../../packages/activitypub/src/objects/actor.ts";
import { readNote } from "../../packages/activitypub/src/objects/note.ts";
import { readCavageClaim } from "../../packages/activitypub/src/signatures/draft-cavage.ts";
import { readMessageClaim } from "../../packages/activitypub/src/signatures/rfc9421.ts";
import { htmlToText, safeHtml } from "../../packages/social/src/kernel/html.ts";
import { plainToHtml } from "../../packages/social/src/kernel/render-text.ts";
import { handlesIn, scan, tagsIn } from "../../packages/social/src/kernel/text.ts";

/** Something that reads what strangers send, and what must be true of every answer. */
export interface Target {
  readonly name: string;
  /** Makes an input, reads it, and throws where the answer is not as it must be. */
  readonly property: fc.IAsyncProperty<[unknown]>;
}

/** Is told how large each input was and how long it took, to name the slowest; nothing depends on it. */
export type Watch = (target: string, input: unknown, milliseconds: number) => void;

const reasons = new Set([
  "unsigned",
  "malformed-signature",
  "unknown-algorithm",
  "not-covered",
  "expired",
  "wrong-host",
  "malformed",
  "short-digest",
  "unknown-digest",
  "malformed-digest",
  "wrong-digest",
  "unknown-type",
  "wrong-origin",
]);

/** The targets, each watched. */
export function targets(watch: Watch): readonly Target[] {
  const target = <Input>(
    name: string,
    inputs: fc.Arbitrary<Input>,
    check: (input: Input) => Promise<void> | void,
  ): Target => ({
    name,
    property: fc.asyncProperty(inputs, async (input) => {
      const began = performance.now();
      await check(input);
      watch(name, input, performance.now() - began);
    }),
  });
  return [
    target(
      "signature headers",
      fc.record({ cavage: header(cavageParts), input: header(messageParts) }),
      readSignatures,
    ),
    target("activities", documents, readAnything),
    target("bodies of bytes", fc.uint8Array({ maxLength: 400 }), (bytes) => void readBody(bytes)),
    target("hosts", spliced(hostParts), canonicalises),
    target("addresses", spliced(addressParts), classifies),
    target("URLs", spliced(urlParts), readsUrls),
    target("HTML", spliced(htmlParts), sanitises),
    target("mentions and links", spliced(textParts), scans),
    target("depth and size", fc.record({ depth: fc.nat(2000), width: fc.nat(30_000) }), limits),
  ];
}

/** Pieces that mean something to a parser, between pieces that mean nothing. */
function spliced(parts: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...parts), fc.string({ unit: "binary", maxLength: 6 }));
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  const repeated = fc
    .tuple(fc.constantFrom(...parts), fc.nat(3000))
    .map(([part, times]) => part.repeat(times));
  return fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: repeated });
}

const cavageParts = [
  'keyId="',
  'https://a.example/u#k"',
  ",",
  'algorithm="hs2019"',
  'headers="(request-target) host date digest"',
  'signature="',
  "AAAA",
  '"',
  "=",
  "created=1",
  "(created)",
  "\\",
  " ",
];
const messageParts = [
  "sig1=",
  '("@method" "@target-uri")',
  ";created=1",
  ';keyid="https://a.example/u#k"',
  ";alg=",
  '"',
  "(",
  ")",
  ",",
  ":",
  "?1",
  "sig1=:AAAA:",
  ";",
  " ",
  '"content-digest"',
];
const hostParts = [
  "example",
  ".",
  "xn--",
  "ü",
  "。",
  "[::1]",
  "127.0.0.1",
  ":",
  "443",
  "@",
  "/",
  "\\",
  "%",
  "..",
  "A",
  "­",
];
const addressParts = [
  "127.0.0.1",
  "::ffff:",
  "10.",
  "64:ff9b::",
  "::",
  ":",
  ".",
  "fe80",
  "%eth0",
  "0x7f",
  "1",
  "255",
];
const urlParts = [
  "https://",
  "http://",
  "javascript:",
  "a.example",
  "@",
  ":",
  "/",
  "?",
  "#",
  "\\",
  "\r\n",
  "%00",
  "[::1]",
  "25",
  " ",
];
const htmlParts = [
  "<",
  ">",
  "<p>",
  "<script>",
  "</",
  "<svg><style>",
  "<a href='",
  "javascript:",
  '"',
  "'",
  "&#x6a;",
  "onerror=",
  "<img src=x ",
  "<math>",
  "<!--",
  "-->",
  "<template>",
  "<noscript>",
  "]]>",
  "\u0000",
];
const textParts = [
  "@",
  "ben",
  "@ben@b.example",
  "#tag",
  "https://b.example/",
  "_",
  ".",
  "(",
  ")",
  " ",
  "\n",
  "é",
  "🇫🇷",
  ":",
  "www.",
  "＃",
];

function header(parts: readonly string[]): fc.Arbitrary<string> {
  return spliced(parts).map((text) => text.replaceAll(/[^\t\u0020-\u007e]/g, ""));
}

function readSignatures({ cavage, input }: { readonly cavage: string; readonly input: string }): void {
  const needs = { origin: "https://ours.example", now: new Date("2026-03-01T12:00:00Z") };
  const headers: Readonly<Record<string, string>> = {
    signature: cavage,
    "signature-input": input,
    host: "ours.example",
    date: needs.now.toUTCString(),
  };
  const request = {
    method: "POST",
    path: "/inbox",
    header: (name: string) => headers[name],
    body: Buffer.from("{}"),
  };
  for (const claim of [readCavageClaim(request, needs), readMessageClaim(request, needs)]) {
    if (!claim.ok) assert.ok(reasons.has(claim.reason), claim.reason);
  }
}

const names = [
  "type",
  "id",
  "actor",
  "object",
  "to",
  "cc",
  "attributedTo",
  "content",
  "tag",
  "inbox",
  "publicKey",
  "name",
  "href",
  "url",
  "@id",
  "@type",
  "as:actor",
  "icon",
  "endTime",
  "oneOf",
  "preferredUsername",
  "attachment",
  "contentMap",
];
const words = [
  "Create",
  "Note",
  "Follow",
  "Undo",
  "Person",
  "Question",
  "https://a.example/1",
  "https://a.example/2",
  "as:Public",
  "https://www.w3.org/ns/activitystreams#Public",
  "2026-03-01T12:00:00Z",
  "_:b0",
  "",
  "tag:a,2026:1",
];
const { document } = fc.letrec<{ readonly value: unknown; readonly document: Record<string, unknown> }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.constantFrom<unknown>(...words, null, true, 0, -1, 1e300),
      fc.string({ maxLength: 8 }),
      tie("document"),
      fc.array(tie("value"), { maxLength: 4 }),
    ),
    document: fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 8, noNullPrototype: true }),
  }),
);
const documents = document.map((json) => ({ "@context": "https://www.w3.org/ns/activitystreams", ...json }));

const normalise = createNormalise();

/** The short way and the long way give the same readings, and both only reasons that are known. */
async function readAnything(json: Readonly<Record<string, unknown>>): Promise<void> {
  const [short, long] = [await normalise(json), await normaliseFully(json)];
  if (!short.ok) return assert.equal(short.reason, "malformed");
  for (const read of [readActivity, readActor, (value: typeof short.value) => readNote(value)]) {
    const one = read(short.value);
    // What the long way does not take, nobody may read.
    const other = long.ok ? read(long.value) : { ...one, ok: false };
    assert.ok(isDeepStrictEqual(one, other), JSON.stringify([one, other]));
    if (!one.ok) assert.ok(reasons.has(one.reason), one.reason);
  }
}

function canonicalises(text: string): void {
  const host = canonicalHost(text);
  if (host !== undefined) assert.equal(canonicalHost(host), host);
  const handle = readHandle(`ben@${text}`);
  if (handle !== undefined) assert.deepEqual(readHandle(writeHandle(handle)), handle);
}

function classifies(text: string): void {
  assert.ok(["public", "refused"].includes(classifyAddress(text)));
  if (/^(?:127|10)\.|^::1$/.test(text)) assert.equal(classifyAddress(text), "refused");
}

function readsUrls(text: string): void {
  const url = readOutboundUrl(text, []);
  if (url === undefined) return;
  assert.equal(url.protocol, "https:");
  assert.equal(url.username + url.password, "");
}

const dangerous =
  /<(?:script|style|svg|math|iframe|form|template|noscript|img|object)|\son\w+\s*=|javascript:/i;

function sanitises(html: string): void {
  const safe = safeHtml(html);
  const tags = safe.match(/<[^>]*>/g) ?? [];
  for (const tag of tags) assert.ok(!dangerous.test(tag), tag);
  assert.equal(safeHtml(safe), safe);
  htmlToText(html);
}

function scans(text: string): void {
  assert.equal(
    scan(text)
      .map(({ text: piece }) => piece)
      .join(""),
    text,
  );
  handlesIn(text);
  tagsIn(text);
  const shown = plainToHtml(text, { origin: "https://ours.example" });
  for (const tag of shown.match(/<[^>]*>/g) ?? [])
    assert.ok(!dangerous.test(tag.replaceAll(/"[^"]*"/g, "")), tag);
}

function limits({ depth, width }: { readonly depth: number; readonly width: number }): void {
  let deep: unknown = 1;
  for (let level = 0; level < depth; level += 1) deep = { object: deep };
  if (depth > 32) assert.equal(isWithinLimits(deep), false);
  const wide = { to: Array.from({ length: width }, () => 1) };
  assert.equal(isWithinLimits(wide), width <= 10_000);
}
