import { expect, test } from "vitest";
import { tidyCaption, tidyLine, tidyText, toNfc } from "./tidy.ts";

test("a text keeps its lines and loses NUL and lone surrogates (S-096)", () => {
  expect(tidyText("a\u0000b\r\nc\rd\te\uD800")).toBe("ab\nc\nd\te\uFFFD");
});

test("texts are kept in NFC (S-096)", () => {
  expect(tidyText("e\u0301")).toBe("\u00E9");
});

test("a name is one line and cannot turn the text around it (S-052)", () => {
  expect(tidyLine("  An\na\u202Eevil\u2066 ")).toBe("An aevil");
});

test("a description keeps its lines and cannot turn the text around it (S-052)", () => {
  expect(tidyCaption(" An\na\u202Eevil\u2066 ")).toBe("An\naevil");
});

test("S-164 no number of accents on one letter holds us up, and thirty of them stay", () => {
  const started = performance.now();
  const text = tidyText(`a${"\u0315\u0300".repeat(130_000)}b`);
  expect(performance.now() - started).toBeLessThan(1000);
  expect([text.length, text.at(-1)]).toEqual([31, "b"]);
  expect(toNfc(`e${"\u0301".repeat(30)}`)).toBe(`\u00e9${"\u0301".repeat(29)}`);
});
