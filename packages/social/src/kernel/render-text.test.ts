import { expect, test } from "vitest";
import { fieldToHtml, plainToHtml, renderText } from "./render-text.ts";

const context = {
  origin: "https://here.example",
  mention: ({ username }: { username: string }) =>
    username === "ana" ? { username: "ana", url: "https://there.example/@ana" } : undefined,
};

test("an empty line parts paragraphs, a line end breaks the line", () => {
  expect(renderText("one\ntwo\n\n\nthree", context)).toBe("<p>one<br />two</p><p>three</p>");
});

test("markup in a text is text", () => {
  expect(renderText(`<b onclick="x">&'`, context)).toBe("<p>&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;</p>");
});

test("a short link shows all but its scheme", () => {
  expect(renderText("https://www.a.example/x", context)).toBe(
    '<p><a href="https://www.a.example/x" rel="nofollow noopener" target="_blank" translate="no">' +
      '<span class="invisible">https://www.</span><span class="">a.example/x</span>' +
      '<span class="invisible"></span></a></p>',
  );
});

test("a long link shows thirty characters", () => {
  expect(renderText("https://a.example/a-path-that-goes-on-and-on?a=1&b=2", context)).toBe(
    '<p><a href="https://a.example/a-path-that-goes-on-and-on?a=1&amp;b=2" rel="nofollow noopener" target="_blank" translate="no">' +
      '<span class="invisible">https://</span><span class="ellipsis">a.example/a-path-that-goes-on-</span>' +
      '<span class="invisible">and-on?a=1&amp;b=2</span></a></p>',
  );
});

test("a mention leads to the page of the person, and nobody's stays text", () => {
  expect(renderText("@ana@there.example @bob", context)).toBe(
    '<p><span class="h-card" translate="no"><a href="https://there.example/@ana" class="u-url mention">' +
      "@<span>ana</span></a></span> @bob</p>",
  );
});

test("a hashtag leads to its page and keeps its spelling", () => {
  expect(renderText("#Café", context)).toBe(
    '<p><a href="https://here.example/tags/caf%C3%A9" class="mention hashtag" rel="tag">#<span>Café</span></a></p>',
  );
});

test("a bio is rendered as a status is, without anybody to mention", () => {
  expect(plainToHtml("I am @ana", context)).toBe("<p>I am @ana</p>");
  expect(plainToHtml("", context)).toBe("");
});

test("links of a profile field are said to be the author's own", () => {
  expect(fieldToHtml("https://a.example", context)).toContain('rel="nofollow noopener me"');
  expect(fieldToHtml("they/them", context)).toBe("they/them");
});
