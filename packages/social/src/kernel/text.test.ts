import { expect, test } from "vitest";
import { handlesIn, normaliseTag, scan, shortcodesIn, tagsIn } from "./text.ts";

const links = (text: string): string[] =>
  scan(text).flatMap((piece) => (piece.type === "link" ? [piece.text] : []));

test("the pieces of a text, joined, are the text", () => {
  const text = "Hi @ana and @bob@there.example: see https://a.example/x?y=1#z. #Caturday! 50% #1 @";
  expect(
    scan(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test("mentions are names with or without a domain, and no parts of words, addresses of mail or paths", () => {
  expect(handlesIn("@ana .@Bob@There.example, (@c_d) mail@e.example a/@f =@g @h-")).toEqual([
    { username: "ana", domain: undefined },
    { username: "Bob", domain: "there.example" },
    { username: "c_d", domain: undefined },
    { username: "h", domain: undefined },
  ]);
  expect(handlesIn("@ana@there.example:3000 @ANA@there.example:3000.")).toEqual([
    { username: "ANA", domain: "there.example:3000" },
  ]);
});

test("hashtags are normalised, kept once, and never digits alone", () => {
  expect(tagsIn("#Café #CAFÉ #ｆｕｌｌ ＃日本語 #2026 #2026goals #_ a#b &#39; /#c")).toEqual([
    "café",
    "full",
    "日本語",
    "2026goals",
  ]);
});

test("a hashtag has at most a hundred characters", () => {
  expect(normaliseTag("a".repeat(100))).toBe("a".repeat(100));
  expect(normaliseTag("a".repeat(101))).toBeUndefined();
});

test("a sign that becomes several keeps a hashtag to letters, marks, digits and underscores", () => {
  expect(normaliseTag("\uFDFA")).toBe("صلىاللهعليهوسلم");
});

test("a link ends before the punctuation and the brackets of the sentence", () => {
  expect(links("(see https://en.example/wiki/A_(b)) or http://b.example/?q=1, https://c.example!")).toEqual([
    "https://en.example/wiki/A_(b)",
    "http://b.example/?q=1",
    "https://c.example",
  ]);
});

test("what has no host, a password or too great a length is no link", () => {
  expect(
    links(`http:// https://localhost/x https://me:you@a.example/ https://a.example/${"x".repeat(2048)}`),
  ).toEqual([]);
});

test("a mention or hashtag within a link is part of the link", () => {
  expect(scan("https://a.example/@ana#x").map((piece) => piece.type)).toEqual(["link"]);
});

test("shortcodes stand between two colons", () => {
  expect(shortcodesIn(":blobcat: at 10:30:45 :a: :blobcat: x:no:")).toEqual(["blobcat"]);
});

test.each([
  "@",
  "#",
  "@a@",
  "#1",
  "http://",
  "https://a.example/)",
  "@a.",
  "@a@b-",
  "(",
  "https://((",
  "x@",
  ":a",
])("a text of many %j is scanned in linear time (S-164)", (part) => {
  const took = (count: number): number => {
    const text = part.repeat(count);
    const begin = performance.now();
    scan(text);
    shortcodesIn(text);
    return performance.now() - begin;
  };
  took(1000);
  expect(took(50_000)).toBeLessThan(1500);
});
