import { expect, test } from "vitest";
import { toId } from "../kernel/id.ts";
import { createMatcher } from "./match.ts";

const now = new Date("2026-03-01T12:00:00Z");
const terms = {
  id: toId<"filter">("1"),
  account: toId<"account">("2"),
  title: "x",
  contexts: ["home"],
  action: "warn",
  expiresAt: undefined,
  keywords: [],
  statuses: [],
} as const;

function found(keyword: string, text: string, wholeWord = true): readonly string[] | undefined {
  const filter = { ...terms, keywords: [{ id: "3", keyword, wholeWord }] };
  return createMatcher([filter], now)({ ids: [], text: () => text })[0]?.keywords;
}

test("a whole word is found in any case, and not inside of others", () => {
  expect(found("tea", "I like TEA!")).toEqual(["TEA"]);
  expect(found("tea", "a steak")).toBeUndefined();
  expect(found("tea", "a steak", false)).toEqual(["tea"]);
  expect(found("äpfel", "zwei Äpfel")).toEqual(["Äpfel"]);
  expect(found("pfel", "Äpfel")).toBeUndefined();
});

test("an end of a keyword that is no letter needs no end of a word", () => {
  expect(found("#tea", "so#teatime")).toBeUndefined();
  expect(found("#tea", "so#tea")).toEqual(["#tea"]);
  expect(found("茶", "我喜欢茶。")).toBeUndefined();
  expect(found("茶", "我喜欢茶。", false)).toEqual(["茶"]);
});

test("a keyword is no pattern", () => {
  expect(found("(a+)+$", "aaaa")).toBeUndefined();
  expect(found("a.c", "abc", false)).toBeUndefined();
  expect(found("[x] - {y} / \\z | ^q*?", "[X] - {y} / \\z | ^q*?", false)).toHaveLength(1);
});

test("a filter holds until it expires", () => {
  const expiresAt = new Date(now.getTime() + 1);
  const filter = { ...terms, statuses: [{ id: "3", status: toId<"status">("4") }], expiresAt };
  const what = { ids: [toId<"status">("4")], text: () => "" };
  expect(createMatcher([filter], now)(what)).toEqual([{ filter, keywords: [], statuses: ["4"] }]);
  expect(createMatcher([filter], expiresAt)(what)).toEqual([]);
});
