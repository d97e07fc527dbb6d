import { expect, test } from "vitest";
import { z } from "zod";
import {
  accountId,
  cursor,
  flag,
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
  expect(offset.safeParse("-1").success).toBe(false);
});

test("a list may be numbered, or a single item", () => {
  const ids = list(accountId);
  expect(ids.parse(["2", "1"])).toEqual(["2", "1"]);
  expect(ids.parse({ 1: "7", 0: "8" })).toEqual(["8", "7"]);
  expect(ids.parse("5")).toEqual(["5"]);
  expect(ids.parse(undefined)).toEqual([]);
  expect(ids.safeParse({ a: "1" }).success).toBe(false);
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
  expect(["", [], undefined].every((said) => notOffered.safeParse(said).success)).toBe(true);
  expect(notOffered.safeParse(["1"]).success).toBe(false);
});
