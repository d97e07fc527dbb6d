import { expect, test } from "vitest";
import { toId } from "../kernel/id.ts";
import { readQuery, searchOf } from "./query.ts";

const none = new Map();
const conditionsOf = (text: string) => searchOf(readQuery(text) ?? [], none, [])?.conditions;

test("words, rows of words and what must not occur", () => {
  const search = searchOf(readQuery('Cats "in the rain" -dogs -"wet dogs"') ?? [], none, ["en"]);
  expect(search?.phrases.map(({ words }) => words)).toEqual([["cats"], ["in", "the", "rain"]]);
  expect(search?.without.map(({ words }) => words)).toEqual([["dogs"], ["wet", "dogs"]]);
  expect([search?.among, search?.languages]).toEqual(["both", ["en"]]);
});

test("each operator says what it is about, and a minus turns it round", () => {
  expect(conditionsOf("has:media -has:poll HAS:link is:reply -is:sensitive is:quote #Cats")).toEqual([
    { type: "having", what: "media", isNot: false },
    { type: "having", what: "poll", isNot: true },
    { type: "having", what: "link", isNot: false },
    { type: "reply", isNot: false },
    { type: "sensitive", isNot: true },
    { type: "having", what: "quote", isNot: false },
    { type: "tagged", name: "cats", isNot: false },
  ]);
});

test("days, months and years are whole ones, in UTC", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const written = (from: string | undefined, until: string | undefined) => [
    { type: "written", isNot: false, from: from && day(from), until: until && day(until) },
  ];
  expect(conditionsOf("before:2024-03-10")).toEqual(written(undefined, "2024-03-10"));
  expect(conditionsOf("after:2024-03-10")).toEqual(written("2024-03-11", undefined));
  expect(conditionsOf("during:2024-02-29")).toEqual(written("2024-02-29", "2024-03-01"));
  expect(conditionsOf("during:2024-12")).toEqual(written("2024-12-01", "2025-01-01"));
  expect(conditionsOf('during:"2024"')).toEqual(written("2024-01-01", "2025-01-01"));
});

test("what an operator does not know finds nothing", () => {
  for (const text of [
    "has:nothing",
    "is:wet",
    "language:!",
    "before:yesterday",
    "during:2024-02-30",
    "in:jail",
  ])
    expect(readQuery(`cats ${text}`)).toBe(undefined);
});

test("accounts are those that are known, and one that is not finds nothing", () => {
  const clauses = readQuery("cats from:me to:@ana mentions:bo@there.example in:library language:de") ?? [];
  const [me, ana, bo] = [toId<"account">("1"), toId<"account">("2"), toId<"account">("3")];
  const known = new Map([["me", me] as const, ["@ana", ana] as const]);
  expect(searchOf(clauses, known, [])).toBe(undefined);
  const search = searchOf(clauses, new Map([...known, ["bo@there.example", bo]]), ["en"]);
  expect(search?.conditions.slice(0, 3)).toEqual([
    { type: "by", account: me, isNot: false },
    { type: "mentioning", account: ana, isNot: false },
    { type: "mentioning", account: bo, isNot: false },
  ]);
  expect([search?.among, search?.languages]).toEqual(["library", ["de", "en"]]);
});

test("a search that only says what it does not want finds nothing", () => {
  expect(searchOf(readQuery("-cats in:all") ?? [], none, [])).toBe(undefined);
});
