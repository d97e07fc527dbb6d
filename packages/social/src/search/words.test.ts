import { expect, test } from "vitest";
import { namePartsOf, phraseOf, searchedText, wordsOf } from "./words.ts";

test("words are known without case, accents and the other forms of a letter", () => {
  expect(wordsOf("Ｃafé, NAÏVE ﬁns; Straße? Ёлка…")).toEqual(["cafe", "naive", "fins", "straße", "елка"]);
  expect(wordsOf("हिन्दी 한국어 3d")).toEqual(["हिन्दी", "한국어", "3d"]);
});

test("what is written without spaces comes in overlapping pairs, and any part of it is a row of them", () => {
  expect(wordsOf("東京都2026年 cafe行く")).toEqual([
    "東京",
    "京都",
    "都",
    "2026",
    "年",
    "cafe",
    "行く",
    "く",
  ]);
  expect(phraseOf("東京都")).toEqual({ words: ["東京", "京都"], isOpen: false });
  expect(phraseOf("京")).toEqual({ words: ["京"], isOpen: true });
  expect(phraseOf("a 京")).toEqual({ words: ["a", "京"], isOpen: true });
});

test("a phrase ends in a beginning where a star says so, and what holds no word is none", () => {
  expect(phraseOf("two word*")).toEqual({ words: ["two", "word"], isOpen: true });
  expect(phraseOf("*")).toBe(undefined);
  expect(phraseOf("?!")).toBe(undefined);
});

test("of a status its warning, its text without markup and the descriptions of its media are searched", () => {
  const media = [{ url: "https://m", mediaType: undefined, description: "A Cat", blurhash: undefined }];
  const sizes = { width: undefined, height: undefined };
  const content = `<p>Fish &amp; <b>ch</b>ips</p><p><span class="invisible">https://</span><span>a.example/b</span></p>`;
  const said = { content, spoilerText: "Food", media: media.map((one) => ({ ...one, ...sizes })) };
  expect(searchedText(said)).toBe("food fish chips https a example b a cat");
});

test("names fall apart at spaces and at signs alone", () => {
  expect(namePartsOf("@Ana_B@there.example  Zoë")).toEqual(["ana_b", "there.example", "zoe"]);
});

test("a text without end takes no longer than its first part (S-164)", () => {
  expect(wordsOf("東".repeat(1_000_000))).toHaveLength(50_000);
  expect(wordsOf("a".repeat(100_000))).toEqual(["a".repeat(60)]);
});
