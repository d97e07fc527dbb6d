import { expect, test } from "vitest";
import { createIds } from "../kernel/snowflake.ts";
import { mediaTypes, newMediaKey, readMediaKey } from "./media-key.ts";

const ids = createIds({ now: () => new Date() });
const sha256 = "0123456789abcdef".repeat(4);
const about = { folder: "attachments", type: "image/jpeg", sha256 } as const;

test("a key is read back as what it was made of, for every type that is stored", () => {
  for (const type of Object.values(mediaTypes)) {
    const key = newMediaKey(ids, { ...about, type });
    expect(readMediaKey(key)).toEqual({ key, folder: "attachments", type, sha256 });
  }
});

test("S-079: keys of the same content share no more than its digest and its type", () => {
  const randomOf = (key: string): string => key.slice("attachments/".length, -`-${sha256}.jpg`.length);
  const keys = Array.from({ length: 1000 }, () => randomOf(newMediaKey(ids, about)));
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) expect(key.replaceAll("/", "")).toMatch(/^[0-9a-f]{32}$/);
  // Each of the 128 bits is set in about half of them.
  for (let bit = 0; bit < 128; bit += 1) {
    const isSet = (key: string): boolean =>
      ((BigInt(`0x${key.replaceAll("/", "")}`) >> BigInt(bit)) & 1n) === 1n;
    expect(Math.abs(keys.filter(isSet).length - 500)).toBeLessThan(150);
  }
});

test("S-076: text that no key was made as is none, and a folder is no path", () => {
  const key = newMediaKey(ids, about);
  for (const text of [
    "",
    "/",
    `/${key}`,
    `${key}/`,
    `../${key}`,
    `${key}\n`,
    key.toUpperCase(),
    `${key}.html`,
  ])
    expect(readMediaKey(text)).toBe(undefined);
  expect(readMediaKey(key.replace(".jpg", ".svg"))).toBe(undefined);
  expect(readMediaKey(key.replace(".jpg", ".html"))).toBe(undefined);
  for (const folder of ["", "..", "a/b", "A", "-a", ".incoming", "a".repeat(32)])
    expect(() => newMediaKey(ids, { ...about, folder })).toThrow("No media is kept in");
});
