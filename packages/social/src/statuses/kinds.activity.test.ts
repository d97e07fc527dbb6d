import { blankAttachment } from "@trunkline/activitypub";
import type { NoteType } from "@trunkline/activitypub";
import { describe, expect, test } from "vitest";
import { noteDocument } from "../testing/border.activity.ts";
import { bob, create, find, neighbours, uri } from "../testing/neighbours.activity.ts";
import { settings } from "../testing/town.ts";
import { writeNote } from "./notes.activity.ts";

const others: readonly NoteType[] = ["Article", "Page", "Image", "Audio", "Video", "Event"];
const picture = { ...blankAttachment, url: "https://there.example/1.png", mediaType: "image/png" };

describe("what is not a note", () => {
  test.each(others)("F-220: an %s becomes a post with title, text, link and media", async (type) => {
    const { border } = await neighbours();
    const url = "https://there.example/thing";
    const note = noteDocument(uri, bob, {
      type,
      name: "A thing",
      content: "<p>All of it.</p>",
      summary: "<p>In short.</p>",
      url,
      attachments: [picture],
    });
    await border.receive(create(note));
    const status = await find(border);
    const isWhole = type === "Article" || type === "Page";
    expect(status?.content).toContain("<p><strong>A thing</strong></p>");
    expect(status?.content).toContain(isWhole ? "<p>All of it.</p>" : "<p>In short.</p>");
    expect(status?.content).toContain(`<a href="${url}"`);
    expect(status).toMatchObject({ spoilerText: "", media: [{ url: picture.url }] });
  });

  test("F-221: the body of an article is shown in full, and made safe", async () => {
    const { border } = await neighbours();
    const content = `<h2>One</h2><script>x</script><p onclick="y">${"word ".repeat(2000)}</p>`;
    await border.receive(create(noteDocument(uri, bob, { type: "Article", content })));
    const status = await find(border);
    expect(status?.content).toContain("<strong>One</strong>");
    expect(status?.content).toContain("word word");
    expect(status?.content).not.toMatch(/script|onclick/);
    expect(status?.content.length).toBeGreaterThan(10_000);
  });
});

describe("media", () => {
  test("F-130: of more than four pictures the first four are kept", async () => {
    const { border } = await neighbours();
    const attachments = [1, 2, 3, 4, 5, 6].map((index) => ({
      ...picture,
      url: `https://there.example/${index}.png`,
    }));
    await border.receive(create(noteDocument(uri, bob, { attachments })));
    const urls = (await find(border))?.media.map(({ url }) => url);
    expect(urls).toEqual([1, 2, 3, 4].map((index) => `https://there.example/${index}.png`));
  });

  test("F-130: of a server whose media are not wanted the address is kept, and nothing fetched", async () => {
    const { border } = await neighbours();
    const rule = { severity: "none", rejectsMedia: true, rejectsReports: false } as const;
    await border.social.domains.rule({
      domain: "there.example",
      ...rule,
      publicComment: "",
      privateComment: "",
    });
    const before = border.fetched.length;
    await border.receive(create(noteDocument(uri, bob, { attachments: [picture] })));
    expect((await find(border))?.media.map(({ url }) => url)).toEqual([picture.url]);
    expect(border.fetched.length).toBe(before);
  });

  test("F-224: what must stay in sight is kept", async () => {
    const { border } = await neighbours();
    const attachments = [{ ...picture, focalPoint: [0.5, -1] as const, blurhash: "L00000" }];
    await border.receive(create(noteDocument(uri, bob, { attachments })));
    expect((await find(border))?.media).toMatchObject([{ focus: { x: 0.5, y: -1 }, blurhash: "L00000" }]);
  });
});

describe("what a stranger writes", () => {
  test("F-229: neither content, nor emoji, nor addresses bring markup of their own", async () => {
    const { border } = await neighbours();
    const note = noteDocument(uri, bob, {
      content: '<img src=x onerror=alert(1)><p>:a: <b style="x">hi</b></p>',
      summary: "<b>careful</b>",
      url: 'https://there.example/"><script>x</script>',
      tags: [
        {
          type: "Emoji",
          id: undefined,
          name: ':"><b>:',
          icon: "https://there.example/a.png",
          updated: undefined,
        },
        {
          type: "Emoji",
          id: undefined,
          name: ":a:",
          icon: 'https://there.example/"><b>.png',
          updated: undefined,
        },
        { type: "Hashtag", href: undefined, name: "#<b>x" },
      ],
    });
    await border.receive(create(note));
    const status = await find(border);
    expect(status?.content).toBe("<p>:a: <b>hi</b></p>");
    expect(status?.url).not.toMatch(/[<>"]/);
    expect(status?.emojis).toEqual([{ shortcode: "a", url: "https://there.example/%22%3E%3Cb%3E.png" }]);
    expect(status?.tags).toEqual(["bx"]);
  });

  test("S-039: a page on another host is a link, and the id says whose the post is", async () => {
    const { border } = await neighbours();
    await border.receive(create(noteDocument(uri, bob, { url: "https://bank.example/login" })));
    const status = await find(border);
    expect([status?.uri, status?.url]).toEqual([uri, "https://bank.example/login"]);
    const author = status && (await border.storage.stores.accounts.byId(status.account));
    expect(author).toMatchObject({ domain: "there.example", uri: bob });
  });

  test("S-053: texts, lists and descriptions are cut where they are too long", async () => {
    const { border } = await neighbours();
    const note = noteDocument(uri, bob, {
      content: `<p>${"x".repeat(300_000)}</p>`,
      summary: "w".repeat(5000),
      attachments: [{ ...picture, name: "d".repeat(20_000) }],
      tags: Array.from({ length: 600 }, (_, index) => ({
        type: "Hashtag" as const,
        href: undefined,
        name: `#t${index}`,
      })),
    });
    await border.receive(create(note));
    const status = await find(border);
    expect(status?.content.length).toBeLessThanOrEqual(262_144);
    expect([status?.spoilerText.length, status?.tags.length]).toEqual([2048, 500]);
    expect(status?.media[0]?.description?.length).toBe(10_000);
  });
});

test("F-232: what the author typed goes out beside what is shown", async () => {
  const { border, anaId } = await neighbours();
  const { status } = await border.say(anaId, "hi **there** <3");
  const note = await writeNote(status, border.storage.stores, settings);
  expect(note.source).toEqual({ content: "hi **there** <3", mediaType: "text/plain" });
});
