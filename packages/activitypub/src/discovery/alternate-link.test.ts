import { expect, it } from "vitest";
import { findAlternate } from "./alternate-link.ts";

const base = "https://peer.example/@ana/1";
const find = (html: string, link?: string): string | undefined => findAlternate({ html, link }, base);

it("finds the document in the Link header first", () => {
  const link =
    '<https://peer.example/feed>; rel="alternate"; type="application/rss+xml", <https://peer.example/notes/1>; rel="alternate"; type="application/activity+json"';
  expect(find('<link rel="alternate" type="application/activity+json" href="/other">', link)).toBe(
    "https://peer.example/notes/1",
  );
});

it.each([
  '<link rel="alternate" type="application/activity+json" href="/notes/1">',
  "<LINK href='/notes/1' rel='alternate' type='application/activity+json'/>",
  '<link rel="me alternate" type="application/ld+json; profile=&quot;https://www.w3.org/ns/activitystreams&quot;" href="https://peer.example/notes/1">',
  "<link href=/notes/1 rel=alternate type=application/activity+json>",
])("finds it in %s", (html) => {
  expect(find(`<html><head><link rel="icon" href="/x.png">${html}`)).toBe("https://peer.example/notes/1");
});

it.each([
  "",
  '<link rel="alternate" type="application/rss+xml" href="/feed">',
  '<link rel="stylesheet" type="application/activity+json" href="/notes/1">',
  '<link rel="alternate" type="application/json" href="/notes/1">',
  '<a rel="alternate" type="application/activity+json" href="/notes/1">',
])("finds nothing in '%s'", (html) => {
  expect(find(html)).toBeUndefined();
});

it("is not held up by a page that was made to hold it up", () => {
  const started = performance.now();
  expect(find("<link ".repeat(170_000), `<${"; a".repeat(5000)}`)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});
