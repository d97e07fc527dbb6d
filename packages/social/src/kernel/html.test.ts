import { expect, test } from "vitest";
import { htmlToText, safeHtml } from "./html.ts";
import { renderText } from "./render-text.ts";

test.each([
  ["<p>hi<script>alert(1)</script></p>", "<p>hi</p>"],
  ['<p onclick="x" style="y" id="z" class="evil">hi</p>', "<p>hi</p>"],
  ['<a href="javascript:alert(1)">x</a>', "<span>x</span>"],
  ['<a href="/relative">x</a>', "<span>x</span>"],
  ['<a href="java\tscript:alert(1)">x</a>', "<span>x</span>"],
  ['<iframe src="https://a.example">x</iframe><svg><a>y</a></svg><math><mi>z</mi></math>', ""],
  ["<img src=x onerror=alert(1)>hi<form>there</form>", "hithere"],
  ["<h1>Title</h1><table><tr><td>cell</td></tr></table>", "<strong>Title</strong>cell"],
  [
    '<span translate="no" lang="de">x</span><span translate="yes">y</span>',
    '<span translate="no" lang="de">x</span><span>y</span>',
  ],
  ['<ol start="3" reversed><li value="3">x</li></ol>', '<ol start="3" reversed><li value="3">x</li></ol>'],
  [
    '<p class="quote-inline">RE: x</p><span class="h-card evil">y</span>',
    '<p class="quote-inline">RE: x</p><span class="h-card">y</span>',
  ],
  ["<h2>a</h2><h6>b</h6>", "<strong>a</strong><strong>b</strong>"],
  [
    '<a href="gemini://a.example">x</a>',
    '<a href="gemini://a.example" rel="nofollow noopener noreferrer" target="_blank">x</a>',
  ],
  ['<a href="data:text/html,x">x</a><a href="//a.example">y</a>', "<span>x</span><span>y</span>"],
  ["<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>"],
])("F-228: %s becomes safe (S-051)", (html, safe) => {
  expect(safeHtml(html)).toBe(safe);
});

const annotated = (tex: string, attributes = "", type = "application/x-tex"): string =>
  `<p>so <math${attributes}><semantics><mi>x</mi><annotation encoding="${type}">${tex}</annotation></semantics></math>.</p>`;

test.each([
  [annotated("x^2"), "<p>so $x^2$.</p>"],
  [annotated("x^2", ' display="block"'), "<p>so $$x^2$$.</p>"],
  [annotated("x squared", "", "text/plain"), "<p>so $x squared$.</p>"],
  [annotated("<script>y</script>a &lt; b"), "<p>so $a &lt; b$.</p>"],
  ["<p>so <math><mi>x</mi></math>.</p>", "<p>so .</p>"],
  ["<p>so <math>x", "<p>so </p>"],
])("F-228: a formula in %s is shown as it was written", (html, safe) => {
  expect(safeHtml(html)).toBe(safe);
  expect(safeHtml(safe)).toBe(safe);
});

test("a link opens elsewhere, and its page does not learn from where", () => {
  expect(safeHtml('<a href="https://a.example/" rel="me" class="u-url mention x">a</a>')).toBe(
    '<a href="https://a.example/" rel="nofollow noopener noreferrer" class="u-url mention" target="_blank">a</a>',
  );
});

test("made safe twice, a markup stays as it was", () => {
  const once = safeHtml('<p>a &amp; <a href="https://a.example?x=1&y=2">b</a><br>c</p><h2>d</h2>');
  expect(safeHtml(once)).toBe(once);
});

test("what we write ourselves keeps its shape", () => {
  const html = renderText("hello #tag\n\n@ana", {
    origin: "https://here.example",
    mention: () => ({ url: "https://here.example/@ana", username: "ana" }),
  });
  expect(htmlToText(safeHtml(html))).toBe("hello #tag\n\n@ana");
  expect(safeHtml(html)).toContain('<span class="h-card" translate="no">');
});

test("the text of a markup has its lines, and no entities", () => {
  expect(htmlToText("<p>a &lt;b&gt; &amp;amp;<br>c</p><p>d</p><script>x</script>")).toBe(
    "a <b> &amp;\nc\n\nd",
  );
});

test("deep nesting does no harm", () => {
  expect(htmlToText(`${"<blockquote>".repeat(10_000)}x`)).toBe("x");
});

test.each(["<p><a>", "<b><i>", "<ruby>", "<svg><p>", "<math>"])(
  "S-007 no number of %s holds us up",
  (tags) => {
    const started = performance.now();
    safeHtml(tags.repeat(40_000));
    expect(performance.now() - started).toBeLessThan(1000);
  },
);
