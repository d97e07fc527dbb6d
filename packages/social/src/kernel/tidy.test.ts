import { expect, test } from "vitest";
import { tidyLine, tidyText } from "./tidy.ts";

test("a text keeps its lines and loses NUL and lone surrogates (S-096)", () => {
  expect(tidyText("a\u0000b\r\nc\rd\te\uD800")).toBe("ab\nc\nd\te\uFFFD");
});

test("texts are kept in NFC (S-096)", () => {
  expect(tidyText("e\u0301")).toBe("\u00E9");
});

test("a name is one line and cannot turn the text around it (S-052)", () => {
  expect(tidyLine("  An\na\u202Eevil\u2066 ")).toBe("An aevil");
});
