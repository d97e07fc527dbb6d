import { expect, test } from "vitest";
import { linkIn } from "./links.ts";
import { readCard, withOEmbed } from "./read-card.ts";

const url = "https://www.site.example/a/b";

test("a page is read by Open Graph, by JSON-LD, and by what every page has", () => {
  const whole = readCard(
    `<html lang="de"><head>
      <title>Left</title>
      <meta property="og:title" content="Katzen &amp; Hunde">
      <meta content='Über "Tiere"' property='og:description'>
      <meta property="og:site_name" content="Die Seite">
      <meta property="article:published_time" content="2026-02-03T04:05:06+01:00">
      <meta name="fediverse:creator" content="@mia@site.example">
      <script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"headline":"Ld",
        "author":[{"name":"Mia M.","url":"/mia"}],"publisher":{"name":"Verlag"}}]}</script>
    </head></html>`,
    url,
  );
  expect(whole).toEqual({
    title: "Katzen & Hunde",
    description: 'Über "Tiere"',
    authorName: "Mia M.",
    authorUrl: "https://www.site.example/mia",
    providerName: "Die Seite",
    providerUrl: "https://www.site.example/",
    language: "de",
    publishedAt: new Date("2026-02-03T03:05:06.000Z"),
    creatorHandle: "mia@site.example",
    oEmbedUrl: undefined,
  });
  const bare = readCard("<title> Just&nbsp;a\n title &#8212; </title><p>", url);
  expect([bare?.title, bare?.providerName, bare?.publishedAt]).toEqual([
    "Just a title —",
    "site.example",
    undefined,
  ]);
  const ld = readCard(
    `<script type="application/ld+json">{"@type":"Article","headline":"H","datePublished":"2026-01-01"}</script>`,
    url,
  );
  expect([ld?.title, ld?.publishedAt]).toEqual(["H", new Date("2026-01-01")]);
});

test("S-067, S-038: what a page says is text, and no address of it is anything but the web's", () => {
  const evil = readCard(
    `<!-- <meta property="og:title" content="hidden"> -->
     <script>'<meta property="og:title" content="script">'</script>
     <meta property="og:title" content="&lt;script&gt;alert(1)&lt;/script&gt;">
     <meta property="article:author" content="javascript:alert(1)">
     <link type="application/json+oembed" href="data:text/html,x">`,
    url,
  );
  expect(evil).toMatchObject({ title: "<script>alert(1)</script>", authorUrl: "", oEmbedUrl: undefined });
  const blank = { ...(evil ?? readCard("<title>x</title>", url)), authorName: "" };
  expect(evil && withOEmbed({ ...evil, ...blank }, "{", url).authorName).toBe("");
  expect(readCard("no title at all", url)).toBe(undefined);
});

test("S-164: a page that is made to be slow is read in time, and no text of it is long", () => {
  const tags = "<meta ".repeat(100_000) + `<title>${"x".repeat(4000)}</title>` + "<script>".repeat(50_000);
  expect(readCard(tags, url)?.title).toHaveLength(500);
});

test("the link of a status is its first that is no mention, no hashtag and no stand-in for a quote", () => {
  const link = (content: string) => linkIn({ content });
  const mention = `<a href="https://a.example/@bo" class="u-url mention">@<span>bo</span></a>`;
  const tag = `<a href="https://a.example/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a>`;
  const quote = `<p class="quote-inline">RE: <a href="https://a.example/1">https://a.example/1</a></p>`;
  const real = `<a href="https://b.example/x?a=1&amp;b=2#part" rel="nofollow">b.example/x</a>`;
  expect(link(`<p>${mention} ${tag}</p>`)).toBe(undefined);
  expect(link(`${quote}<p>${mention} ${tag} ${real}</p>`)).toBe("https://b.example/x?a=1&b=2");
  expect(link(`<a href="gemini://x.example/">x</a><a href="https://me:pw@x.example/">x</a>`)).toBe(undefined);
  expect(link(`<a href="https://x.example/#!/app">x</a>`)).toBe("https://x.example/#!/app");
});
