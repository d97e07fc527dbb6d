import { describe, expect, it } from "vitest";
import { readActivity } from "../activities/table.ts";
import type { JsonObject } from "../objects/reference.ts";
import { readFixture } from "../testing/fixtures.ts";
import { createContextJudge } from "./context-verdict.ts";
import { createNormalise, normaliseFully } from "./normalise.ts";
import { isPlainDocument } from "./plain-document.ts";

const AS = "https://www.w3.org/ns/activitystreams";
const normalise = createNormalise();
const judge = createContextJudge();

async function isFast(document: JsonObject): Promise<boolean> {
  const known = await judge(document["@context"]);
  return known.plain && isPlainDocument(document, known);
}

describe("what other servers write and nobody reads", () => {
  it.each([
    ["the context of ActivityStreams again", { object: { "@context": AS, content: "x" } }],
    ["a prefix that stands for nothing of ours", { "vcard:bday": "1990-01-01" }],
    ["a type of an endpoint", { endpoints: { type: "as:Endpoints", sharedInbox: "https://a.example/i" } }],
    ["an address of another scheme", { url: { type: "Link", href: "at://did:plc:abc/1" } }],
    ["a text in a language that is null", { content: null, contentMap: { en: null } }],
  ])("%s takes the short way", async (_, extra) => {
    const document = { "@context": AS, id: "https://a.example/1", type: "Create", ...extra };
    expect(await isFast(document)).toBe(true);
  });
});

describe("contexts that the network does not have, or not always", () => {
  it.each([
    "http://joinmastodon.org/ns",
    "https://join-lemmy.org/context.json",
    "https://w3id.org/identity/v1",
    "https://purl.archive.org/miscellany",
    "https://litepub.social/context.jsonld",
    "https://akkoma.example/schemas/litepub-0.1.jsonld",
    "https://mbin.example/contexts",
    "https://gotosocial.org/ns",
    "https://w3id.org/fep/044f",
    "https://w3id.org/fep/7aa9",
    "https://w3id.org/fep/844e",
    "https://www.w3.org/ns/cid/v1",
    "https://w3id.org/security/multikey/v1",
  ])("F-246: %s is at hand, and nothing is fetched", async (address) => {
    const document = { "@context": [AS, address], id: "https://a.example/1", type: "Note", content: "x" };
    const plain = await normaliseFully(document);
    expect(plain).toEqual({ ok: true, value: { id: document.id, type: "Note", content: "x" } });
    expect((await normalise(document)).ok).toBe(true);
  });
});

describe("contexts that are not what they seem", () => {
  it.each([
    ["renames a term", [AS, { actor: "as:object", object: "as:actor" }]],
    ["gives a keyword a second name", [AS, { graph: "@graph" }]],
    ["turns a term around", [AS, { children: { "@reverse": "as:inReplyTo" } }]],
    [
      "hides a context in a term",
      [AS, { object: { "@id": "as:object", "@type": "@id", "@context": { actor: "as:cc" } } }],
    ],
    ["makes a term opaque", [AS, { object: { "@id": "as:object", "@type": "@json" } }]],
    ["renames a type", [AS, { Note: "as:Delete" }]],
    ["moves the vocabulary", [AS, { "@vocab": "https://www.w3.org/ns/activitystreams#" }]],
    ["speaks for the language of all texts", [AS, { "@language": "de" }]],
    ["is schema.org", [AS, "http://schema.org/"]],
    ["is not known", [AS, "https://evil.example/context"]],
    ["forgets everything", [AS, null, { type: "@type", id: "@id", content: "as:summary" }]],
  ])("a context that %s goes the long way", async (_, context) => {
    expect((await judge(context)).plain).toBe(false);
  });

  it("S-024 a second name of a term goes the long way only where it is used", async () => {
    const context = [AS, { author: "as:attributedTo", Post: "as:Note" }];
    const document = { "@context": context, id: "https://a.example/1", type: "Note" };
    expect(await isFast(document)).toBe(true);
    expect(await isFast({ ...document, author: "https://a.example/u" })).toBe(false);
    expect(await isFast({ ...document, object: { author: "https://a.example/u" } })).toBe(false);
    expect(await isFast({ ...document, type: "Post" })).toBe(false);
  });

  it("S-024 an alias is read as the term that it stands for", async () => {
    const document = {
      "@context": [AS, { author: "as:attributedTo" }],
      id: "https://a.example/1",
      author: "https://a.example/u",
    };
    expect(await normalise(document)).toEqual({
      ok: true,
      value: { id: "https://a.example/1", attributedTo: "https://a.example/u" },
    });
  });

  it("S-023 a document under an unknown context is refused", async () => {
    const document = {
      "@context": [AS, "https://evil.example/context"],
      id: "https://a.example/1",
      type: "Note",
    };
    expect(await normalise(document)).toEqual({ ok: false, reason: "malformed" });
  });

  it("a context is judged once, and remembered by its text", async () => {
    const remembering = createContextJudge();
    const first = remembering([AS]);
    expect(first).toBeInstanceOf(Promise);
    await first;
    expect(remembering([AS])).not.toBeInstanceOf(Promise);
  });
});

describe("documents that only JSON-LD understands", () => {
  const base = { "@context": AS, id: "https://a.example/1", type: "Note" };

  it.each([
    ["a second context", { object: { "@context": { content: "as:summary" }, content: "x" } }],
    ["a second context in a list", { object: { "@context": [AS, {}], content: "x" } }],
    ["a full address", { [`${AS}#actor`]: "https://a.example/u" }],
    ["a type by a prefix", { object: { type: "as:Note" } }],
    ["a keyword", { object: { "@value": "x" } }],
    ["a keyword under another name of ours", { "@type": "Create" }],
    ["a prefix", { "as:actor": "https://a.example/u" }],
    ["a full address for a name", { "https://www.w3.org/ns/activitystreams#actor": "https://a.example/u" }],
    ["a prefix in a type", { tag: { type: "as:Mention" } }],
    ["a list in a list", { to: [["https://a.example/u"]] }],
    ["nothing in a list", { to: [null, "https://a.example/u"] }],
    ["an id that is a number", { object: { id: 5 } }],
  ])("%s goes the long way", async (_, extra) => {
    expect(await isFast({ ...base, ...extra })).toBe(false);
  });

  it("S-021 graphs, inclusions and reversed properties are refused", async () => {
    const inner = [{ id: "https://a.example/2", type: "Note", content: "x" }];
    expect(await normalise({ ...base, "@graph": inner })).toEqual({ ok: false, reason: "malformed" });
    expect(await normalise({ ...base, object: { id: "https://a.example/3", "@included": inner } })).toEqual({
      ok: false,
      reason: "malformed",
    });
    expect(await normalise({ ...base, "@reverse": { "as:object": inner } })).toEqual({
      ok: false,
      reason: "malformed",
    });
  });

  it("a document without a context is read by its names", async () => {
    const document = { id: "https://a.example/1", type: "Note" };
    expect(await normalise(document)).toEqual({ ok: true, value: document });
  });

  it("a property that is null is none, on both ways", async () => {
    const document = {
      ...base,
      content: "x",
      summary: null,
      tag: [{ type: "Emoji", id: null, name: ":a:" }],
    };
    expect(await normaliseFully(document)).toEqual({
      ok: true,
      value: { id: base.id, type: "Note", content: "x", tag: { type: "Emoji", name: ":a:" } },
    });
  });

  it("__proto__ is a name like any other, and read by nobody", async () => {
    const document = JSON.parse(
      '{"@context":["https://www.w3.org/ns/activitystreams",{"@language":"de"}],"__proto__":{"content":"x"},"id":"https://a.example/1","type":"Note"}',
    );
    expect(await normalise(document)).toEqual({
      ok: true,
      value: { id: "https://a.example/1", type: "Note" },
    });
  });
});

describe("S-163 limits", () => {
  const nested = (depth: number): JsonObject => (depth === 0 ? {} : { x: nested(depth - 1) });

  it.each([
    ["33 levels", nested(33)],
    ["20,001 values", { x: [Array(9000).fill(0), Array(9000).fill(0), Array(3000).fill(0)] }],
    ["a list of 10,001", { x: Array(10_001).fill(0) }],
    ["a text over 512 KiB", { x: "a".repeat(512 * 1024 + 1) }],
  ])("%s are refused", async (_, document) => {
    expect(await normalise(document)).toEqual({ ok: false, reason: "malformed" });
  });

  const times = (count: number, item: object): object[] => Array.from({ length: count }, () => item);

  it.each([
    ["17 contexts", { x: times(17, { "@context": AS }) }],
    ["large contexts three times", { x: times(3, { "@context": "http://schema.org/" }) }],
    ["a context within a context", { "@context": [AS, { a: { "@id": "as:a", "@context": { b: "as:b" } } }] }],
    ["a context that moves the base", { "@context": [AS, { "@base": "https://a.example/" }] }],
    ["101 terms that change others", { x: times(101, { type: "Multikey" }) }],
  ])("%s are refused", async (_, document) => {
    expect(await normalise(document)).toEqual({ ok: false, reason: "malformed" });
  });

  it("a long relative address takes no time to be no address", async () => {
    const document = { "@context": [AS, { a: "as:actor" }], type: "Note", url: "../".repeat(170_000) };
    expect((await normalise(document)).ok).toBe(true);
  }, 1000);

  it("31 levels are read", async () => {
    expect((await normalise(nested(30))).ok).toBe(true);
  });
});

it("Mastodon's note is the same whether or not its context has to be worked out", async () => {
  const { json } = readFixture("mastodon/create-note");
  const odd = { ...json, "@context": [...(json["@context"] as unknown[]), { graph: "@graph" }] };
  expect(await isFast(odd)).toBe(false);
  const plain = await normalise(odd);
  expect(plain.ok && readActivity(plain.value)).toEqual(readActivity(json));
});
