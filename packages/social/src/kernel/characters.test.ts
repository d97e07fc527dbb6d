import { expect, test } from "vitest";
import { fits, measure } from "./characters.ts";

const characters = (text: string): number => measure(text, 23).characters;

test("a link counts 23, whatever its length", () => {
  expect(characters("https://a.example")).toBe(23);
  expect(characters(`https://a.example/${"x".repeat(500)}`)).toBe(23);
});

test("of a remote mention only the name counts", () => {
  expect(characters("@ana@a-very-long-domain.example hi")).toBe("@ana hi".length);
});

test("what a reader takes for one character counts one", () => {
  expect(characters("👩‍👩‍👧‍👦 e\u0301 🇩🇪")).toBe(5);
});

test("characters of very many accents do not get around the limit (S-096)", () => {
  const limit = { characters: 10, perLink: 23 };
  expect(fits("e\u0301".repeat(10), limit)).toBe(true);
  expect(fits(`e${"\u0301".repeat(100)}`, limit)).toBe(false);
});

test("the limit itself still fits, one more does not", () => {
  const limit = { characters: 500, perLink: 23 };
  expect(fits("x".repeat(500), limit)).toBe(true);
  expect(fits("x".repeat(501), limit)).toBe(false);
});
