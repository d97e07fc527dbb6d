import { describe, expect, it } from "vitest";
import { readFixture } from "../testing/fixtures.ts";
import { writeActor } from "./actor-writing.ts";
import { readActor } from "./actor.ts";
import type { Actor } from "./actor.ts";
import { blankPolicy } from "./interaction-policy.ts";
import { PUBLIC } from "./reference.ts";
import type { JsonObject } from "./reference.ts";

const id = "https://mastodon.example/users/alice";
const bare = { id, type: "Person", inbox: `${id}/inbox`, preferredUsername: "alice" };

const whole: Actor = {
  type: "Service",
  id,
  preferredUsername: "alice",
  webfinger: "alice@mastodon.example",
  name: "Alice",
  summary: "<p>A bot.</p>",
  url: "https://mastodon.example/@alice",
  inbox: `${id}/inbox`,
  sharedInbox: "https://mastodon.example/inbox",
  outbox: `${id}/outbox`,
  followers: `${id}/followers`,
  following: `${id}/following`,
  featured: `${id}/featured`,
  featuredTags: `${id}/tags`,
  featuredCollections: `${id}/featured_collections`,
  publicKeys: [{ id: `${id}#main-key`, pem: "-----BEGIN PUBLIC KEY-----" }],
  multikeys: [{ id: `${id}#ed25519-key`, multibase: "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQXJPt7NPVpV4h" }],
  icon: { url: "https://mastodon.example/icon.png", mediaType: "image/png", description: "a fox" },
  image: { url: "https://mastodon.example/image.png", mediaType: undefined, description: undefined },
  fields: [{ name: "Garden", value: "<a>garden.example</a>" }],
  tags: [
    { type: "Hashtag", href: "https://mastodon.example/tags/snow", name: "#snow" },
    { type: "Emoji", id: `${id}/fox`, name: ":fox:", icon: `${id}/fox.png`, updated: new Date(0) },
  ],
  manuallyApprovesFollowers: true,
  discoverable: true,
  indexable: true,
  memorial: true,
  suspended: true,
  showFeatured: true,
  showMedia: false,
  showRepliesInMedia: true,
  interactionPolicy: { ...blankPolicy, canFeature: { automatic: [PUBLIC], manual: [`${id}/followers`] } },
  movedTo: "https://new.example/users/alice",
  alsoKnownAs: ["https://older.example/users/alice"],
  attributionDomains: ["blog.example"],
  implements: [{ href: "https://datatracker.ietf.org/doc/html/rfc9421", name: "RFC 9421" }],
  published: new Date("2022-11-05T00:00:00Z"),
};

const times = (count: number, item: object): object[] => Array.from({ length: count }, () => item);

const read = (json: JsonObject): Actor => {
  const actor = readActor({ ...bare, ...json });
  if (!actor.ok) throw new Error(actor.reason);
  return actor.value;
};

describe("round trips", () => {
  it("an actor with everything is read back equal", () => {
    expect(readActor(writeActor(whole))).toEqual({ ok: true, value: whole });
  });

  it("F-032 is written as Mastodon writes it", () => {
    expect(writeActor(whole)).toMatchObject({
      endpoints: { sharedInbox: "https://mastodon.example/inbox" },
      publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: "-----BEGIN PUBLIC KEY-----" },
      attachment: [{ type: "PropertyValue", name: "Garden" }],
      icon: { type: "Image", url: "https://mastodon.example/icon.png" },
    });
  });

  it("Mastodon's own document is read", () => {
    const actor = readActor(readFixture("mastodon/update-person").json["object"] as JsonObject);
    expect(actor.ok && actor.value).toMatchObject({
      name: "Alice",
      sharedInbox: "https://mastodon.example/inbox",
      alsoKnownAs: ["https://older.example/users/alice"],
      fields: [{ name: "Garden" }],
      published: new Date("2022-11-05T00:00:00Z"),
    });
  });
});

describe("tolerance", () => {
  it("F-035 an inbox may be an object or a list, but not missing", () => {
    expect(read({ inbox: [{ id: `${id}/in` }] }).inbox).toBe(`${id}/in`);
    expect(readActor({ ...bare, inbox: undefined })).toEqual({ ok: false, reason: "malformed" });
  });

  it("F-036 a shared inbox at the top level is honoured", () => {
    expect(read({ sharedInbox: "https://mastodon.example/inbox" }).sharedInbox).toBe(
      "https://mastodon.example/inbox",
    );
  });

  it("F-039 what is missing is false", () => {
    expect(read({})).toMatchObject({
      discoverable: false,
      indexable: false,
      manuallyApprovesFollowers: false,
    });
  });

  it("a picture may be an object, an address, or the first of a list", () => {
    const url = "https://mastodon.example/a.png";
    const forms = [url, { type: "Image", url }, [{ type: "Image", url: [{ type: "Link", href: url }] }]];
    expect(forms.map((icon) => read({ icon }).icon?.url)).toEqual([url, url, url]);
  });
});

describe("what is not believed", () => {
  it("F-037 a page on another host is ignored", () => {
    expect(read({ url: "https://famous.example/@alice" }).url).toBeUndefined();
  });

  it("F-069 a key of another owner is ignored", () => {
    const key = { id: `${id}#main-key`, owner: "https://evil.example/users/eve", publicKeyPem: "x" };
    expect(read({ publicKey: key }).publicKeys).toEqual([]);
  });

  it("F-038, S-053 names, fields, aliases and domains are cut to their limits", () => {
    const actor = read({
      name: "x".repeat(3000),
      summary: "x".repeat(30_000),
      attachment: times(60, { type: "PropertyValue", name: "n".repeat(3000), value: "v".repeat(3000) }),
      alsoKnownAs: Array(300).fill("https://older.example/users/alice"),
      attributionDomains: Array(300).fill("blog.example"),
      tag: times(600, { type: "Hashtag", name: "#x" }),
    });
    expect([actor.attributionDomains.length, actor.tags.length]).toEqual([256, 500]);
    expect([actor.name?.length, actor.summary?.length]).toEqual([2048, 20_480]);
    expect([actor.fields.length, actor.fields[0]?.name.length, actor.alsoKnownAs.length]).toEqual([
      50, 2047, 256,
    ]);
  });

  it("an actor of no known type or without a name is refused", () => {
    expect(readActor({ ...bare, type: "Note" })).toEqual({ ok: false, reason: "unknown-type" });
    expect(readActor({ ...bare, preferredUsername: "" })).toEqual({ ok: false, reason: "malformed" });
    expect(readActor({ ...bare, preferredUsername: "x".repeat(2049) })).toEqual({
      ok: false,
      reason: "malformed",
    });
  });
});
