import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { readActivity } from "../activities/table.ts";
import { readActor } from "../objects/actor.ts";
import { readCollection } from "../objects/collection-document.ts";
import { readFeaturedCollection } from "../objects/featured-collection.ts";
import { readNote } from "../objects/note.ts";
import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject, readList } from "../objects/wire.ts";
import { readFixtures } from "../testing/fixtures.ts";
import { createContextJudge } from "./context-verdict.ts";
import { normaliseFully } from "./normalise.ts";
import { isPlainDocument } from "./plain-document.ts";
import { properties } from "./vocabulary.ts";

const ROUNDS = 100;
const judge = createContextJudge();

/** Numbers that look random, and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const oddities: readonly unknown[] = [
  null,
  [],
  {},
  "",
  5,
  1.5,
  true,
  "a text",
  "as:Public",
  "as:Note",
  "Public",
  "tag:a.example,2025:1",
  "unknown:thing",
  "../relative",
  "https://mastodon.example/users/alice",
  "https://mastodon.example/a/../b?c#d",
  ["https://a.example/1", "https://a.example/2"],
  [["https://a.example/1"]],
  [null, "https://a.example/1"],
  [{}, "a text"],
  { id: "https://a.example/1" },
  { id: "https://a.example/1", type: "Link", href: "https://a.example/2" },
  { type: ["Note", "Person"], content: "x" },
  { type: "as:Note" },
  { id: null },
  { id: 5 },
  { en: "x", de: ["y", "z"] },
  { und: "x" },
  { "@value": "x" },
  { "@list": ["https://a.example/1"] },
  { "@language": "en", "@value": "x" },
  { "@context": "https://www.w3.org/ns/activitystreams", type: "Note", content: "x" },
  { "@context": { content: "as:summary" }, type: "Note", content: "x" },
  { "as:content": "x", "toot:featured": "https://a.example/1", "vcard:bday": "x" },
  { en: null, de: "x" },
  "at://did:plc:abc/1",
  [0, -0.5],
  [0.5],
  ["a", null],
];

const names: readonly string[] = [
  ...properties.keys(),
  "id",
  "type",
  "contentMap",
  "nameMap",
  "as:content",
  "@id",
  "@type",
  "unread",
  "proof",
  "orderedItems",
  "toot:featured",
  "https://www.w3.org/ns/activitystreams#content",
  "vcard:bday",
];

/** A copy of a document in which something is not as it should be. */
function spoil(value: unknown, roll: (sides: number) => number): unknown {
  if (Array.isArray(value) && value.length > 0 && roll(3) > 0) {
    const at = roll(value.length);
    return value.map((item, index) => (index === at ? spoil(item, roll) : item));
  }
  const keys = isJsonObject(value) ? Object.keys(value).filter((key) => key !== "@context") : [];
  if (!isJsonObject(value) || keys.length === 0)
    return roll(4) === 0 ? [value] : oddities[roll(oddities.length)];
  const key = keys[roll(keys.length)] ?? "";
  const name = names[roll(names.length)] ?? "";
  const way = roll(5);
  if (way === 0) return { ...value, [name]: oddities[roll(oddities.length)] };
  if (way === 1) return { ...value, [name]: value[key] };
  return { ...value, [key]: spoil(value[key], roll) };
}

/** A collection with what its members are read as, which are plain JSON themselves. */
function readMembers(document: JsonObject): unknown {
  const read = readCollection(document);
  if (!read.ok) return read;
  const { first, items, ...others } = read.value;
  const members = items.map((item) => (typeof item === "string" ? item : readActivity(item)));
  return [others, typeof first === "string" ? first : first?.id, members];
}

/** All that anybody could read out of a document. */
function readAll(document: JsonObject): unknown {
  const read = readActivity(document);
  const [first] = readList(document["object"]);
  const object = isJsonObject(first) ? first : {};
  return [
    read,
    readNote(object),
    readActor(object),
    readActor(document),
    readMembers(document),
    readMembers(object),
    readFeaturedCollection(document),
  ];
}

it.each(readFixtures())(
  "however $name is spoilt, the short way answers as the long one",
  async ({ json }) => {
    const roll = dice(json["id"]?.toString().length ?? 1);
    const known = await judge(json["@context"]);
    const differing: string[] = [];
    let short = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const spoilt = spoil(roll(2) === 0 ? json : spoil(json, roll), roll);
      if (!isJsonObject(spoilt) || !known.plain || !isPlainDocument(spoilt, known)) continue;
      short += 1;
      const full = await normaliseFully(spoilt);
      // The long way refuses a document for faults in parts that nobody reads.
      const isSame = !full.ok || isDeepStrictEqual(readAll(full.value), readAll(spoilt));
      if (!isSame) differing.push(JSON.stringify(spoilt));
    }
    expect(differing.slice(0, 3)).toEqual([]);
    expect(short).toBeGreaterThan(ROUNDS / 4);
  },
);
