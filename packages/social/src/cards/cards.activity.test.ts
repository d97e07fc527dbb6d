import { expect, test } from "vitest";
import type { StatusId } from "../kernel/id.ts";
import { hours, minutes, seconds } from "../kernel/time.ts";
import { createBorder } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";

const url = "https://site.example/story?id=1";
const page = (head: string): string =>
  `<!doctype html><html lang="en-GB"><head>${head}</head><body></body></html>`;
const plain = page(`<title>A story</title><meta property="og:description" content="Of &quot;cats&quot;">`);

async function looked(border: Border): Promise<readonly string[]> {
  await border.settle();
  border.clock.advance(seconds(60));
  const before = border.fetched.length;
  while ((await border.fediverse.fetchCards()) > 0);
  return border.fetched.slice(before);
}

const cardOf = async (border: Border, id: StatusId) =>
  (await border.social.statuses.show(undefined, id)).card?.card;

test("F-223, S-064: a status gets the card of its link within a minute, and another status the same without asking", async () => {
  const border = createBorder();
  const ana = await border.person("ana");
  border.publishHtml(url, plain);
  const { status } = await border.say(ana, `Look: ${url} @bob #cats`);
  await border.settle();
  expect(await border.fediverse.fetchCards()).toBe(0);
  expect(await looked(border)).toEqual([url]);
  const card = await cardOf(border, status.id);
  expect(card).toMatchObject({
    url,
    title: "A story",
    description: 'Of "cats"',
    language: "en",
    authorName: "",
  });
  expect(card).toMatchObject({ providerName: "site.example", providerUrl: "https://site.example/" });
  const again = await border.say(ana, `Again ${url}#part`);
  expect(await looked(border)).toEqual([]);
  expect((await cardOf(border, again.status.id))?.title).toBe("A story");
  border.clock.advance(hours(24 * 15));
  await border.say(ana, `Once more ${url}`);
  expect(await looked(border)).toEqual([url]);
});

test("an edit changes the card with the link, and a deleted status is looked at no more", async () => {
  const border = createBorder();
  const ana = await border.person("ana");
  const other = "https://other.example/";
  border.publishHtml(url, plain);
  border.publishHtml(other, page("<title>Other</title>"));
  const { status } = await border.say(ana, `See ${url}`);
  await looked(border);
  const draft = { spoilerText: "", sensitive: false, language: undefined };
  await border.social.statuses.edit(ana, status.id, { ...draft, text: `See ${other}` });
  expect(await cardOf(border, status.id)).toMatchObject({ title: "A story" });
  await looked(border);
  expect(await cardOf(border, status.id)).toMatchObject({ title: "Other" });
  await border.social.statuses.edit(ana, status.id, { ...draft, text: "See nothing" });
  await border.settle();
  expect(await cardOf(border, status.id)).toBe(undefined);
  const gone = await border.say(ana, "See https://third.example/");
  await border.settle();
  await border.social.statuses.remove(ana, gone.status.id);
  expect(await looked(border)).toEqual([]);
});

test("a page that does not answer is asked three times, and one that says nothing once", async () => {
  const border = createBorder();
  const ana = await border.person("ana");
  border.publishHtml(url, undefined);
  await border.say(ana, `See ${url}`);
  let asked = 0;
  for (let turn = 0; turn < 6; turn += 1) {
    asked += (await looked(border)).length;
    border.clock.advance(hours(3));
  }
  expect(asked).toBe(3);
  await border.say(ana, "See https://nothing.example/");
  expect(await looked(border)).toEqual(["https://nothing.example/"]);
  border.clock.advance(minutes(30));
  expect(await looked(border)).toEqual([]);
});

test("whoever a page names as its creator is shown only when they say that the site may say so", async () => {
  const border = createBorder();
  const ana = await border.person("ana");
  border.publishHtml(
    url,
    page(`<title>A story</title><meta name="fediverse:creator" content="@ana@here.example">`),
  );
  const { status } = await border.say(ana, `Mine: ${url}`);
  await looked(border);
  expect((await cardOf(border, status.id))?.creator).toBe(undefined);
  await border.social.accounts.change(ana, { attributionDomains: ["site.example"] });
  border.clock.advance(hours(24 * 15));
  const second = await border.say(ana, `Mine still: ${url}`);
  await looked(border);
  const { card } = await border.social.statuses.show(undefined, second.status.id);
  expect([card?.card.creator, card?.creator?.username]).toEqual([ana, "ana"]);
});

test("S-061: who wrote a page is asked of its oEmbed document, on the same site alone", async () => {
  const border = createBorder();
  const ana = await border.person("ana");
  const document = "https://site.example/oembed?url=1";
  border.publishHtml(
    url,
    page(`<title>A film</title><link rel="alternate" type="application/json+oembed" href="${document}">`),
  );
  border.publishHtml(
    document,
    JSON.stringify({ type: "video", author_name: "Mia", author_url: "javascript:1", html: "<script>" }),
  );
  const { status } = await border.say(ana, `See ${url}`);
  expect(await looked(border)).toEqual([url, document]);
  expect(await cardOf(border, status.id)).toMatchObject({ authorName: "Mia", authorUrl: "" });
  const away = "https://far.example/";
  border.publishHtml(
    away,
    page(`<title>x</title><link rel="alternate" type="application/json+oembed" href="${document}">`),
  );
  await border.say(ana, `See ${away}`);
  expect(await looked(border)).toEqual([away]);
});
