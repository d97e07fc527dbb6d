import { expect, test } from "vitest";
import { z } from "zod";
import {
  accountId,
  cursor,
  flag,
  ids,
  language,
  limit,
  list,
  notAnId,
  notOffered,
  offset,
  optionalId,
  pageFields,
} from "./fields.ts";

test("an id is a number that a database can hold", () => {
  expect(accountId.parse("9223372036854775807")).toBe("9223372036854775807");
  expect(accountId.parse(12)).toBe("12");
  for (const other of ["9223372036854775808", "1e3", "-1", "abc", "", "1".repeat(20), ["1"]]) {
    expect(accountId.safeParse(other).error?.issues[0]?.message).toBe(notAnId);
  }
});

test("yes and no are understood in every way that clients say them", () => {
  expect([true, "true", "True", "1", 1, "on"].map((said) => flag.parse(said))).toEqual(Array(6).fill(true));
  expect([false, "false", "0", 0, "off"].map((said) => flag.parse(said))).toEqual(Array(5).fill(false));
  expect(["", undefined].map((said) => flag.parse(said))).toEqual([undefined, undefined]);
  expect(flag.safeParse("perhaps").success).toBe(false);
});

test("a limit has a usual value and an end", () => {
  const upTo40 = limit(20, 40);
  expect([undefined, "", "5", "400", "-7", "0", 3].map((asked) => upTo40.parse(asked))).toEqual([
    20, 20, 5, 40, 7, 1, 3,
  ]);
  expect(upTo40.safeParse("many").success).toBe(false);
  expect(["99999999999", "9".repeat(40), `-${"9".repeat(40)}`].map((asked) => upTo40.parse(asked))).toEqual([
    40, 40, 40,
  ]);
  expect(offset.safeParse("-1").error?.issues[0]?.message).toBe("must be greater than or equal to 0");
});

test("a list may be numbered, or a single item", () => {
  const ids = list(accountId);
  expect(ids.parse(["2", "1"])).toEqual(["2", "1"]);
  expect(ids.parse({ 1: "7", 0: "8" })).toEqual(["8", "7"]);
  expect(ids.parse("5")).toEqual(["5"]);
  expect(ids.parse(undefined)).toEqual([]);
  expect(ids.safeParse({ a: "1" }).success).toBe(false);
});

test("in a list of things to show, what cannot be an id is left out (S-094)", () => {
  const wanted = ids<"account">();
  expect(wanted.parse(["abc", "7", "-1", ["8"], "9".repeat(19), 9])).toEqual(["7", "9"]);
  expect(wanted.parse({ 1: "x", 0: "8" })).toEqual(["8"]);
  expect(wanted.parse(undefined)).toEqual([]);
  expect(wanted.safeParse(Array(101).fill("1")).success).toBe(false);
});

test("a language is a tag, and what is none says nothing", () => {
  expect(["en", "pt_BR", "zh-Hant-TW", ""].map((said) => language.parse(said))).toEqual([
    "en",
    "pt-BR",
    "zh-Hant-TW",
    "",
  ]);
  expect(["<b>", "English", "e", undefined].map((said) => language.parse(said))).toEqual(
    Array(4).fill(undefined),
  );
});

test("an empty cursor is none", () => {
  expect([cursor.parse(""), cursor.parse(undefined), optionalId().parse("")]).toEqual(
    Array(3).fill(undefined),
  );
});

test("what is left out of a paged list is absent", () => {
  expect(z.object(pageFields(20, 40)).parse({ max_id: "3" })).toEqual({ max_id: "3", limit: 20 });
});

test("what is not offered may be empty and nothing else", () => {
  expect(["", [], [""], undefined].every((said) => notOffered.safeParse(said).success)).toBe(true);
  expect(notOffered.safeParse(["1"]).success).toBe(false);
});
