import { expect, test } from "vitest";
import { createBorder } from "../testing/border.activity.ts";
import { settings } from "../testing/town.ts";
import type { Account } from "./account.ts";
import { toActor } from "./accounts.activity.ts";

async function ana(more: Partial<Account> = {}): Promise<Account> {
  const border = createBorder();
  const account = await border.social.accounts.show(await border.person("ana"));
  return { ...account, ...more };
}

const keys = { publicPem: "pem" };
const uri = "https://here.example/users/ana";

test("F-016: a local actor says by which handle it is found", async () => {
  expect(toActor(await ana(), keys, settings).webfinger).toBe("ana@here.example");
});

test.each([
  ["person", "Person"],
  ["service", "Service"],
  ["group", "Group"],
  ["application", "Application"],
] as const)("F-032: a %s is a %s", async (kind, type) => {
  expect(toActor(await ana({ kind }), keys, settings).type).toBe(type);
});

test("F-032: an actor has its addresses, its key and its choices, and is as old as its day", async () => {
  const account = await ana({
    displayName: "Ana",
    note: "hi",
    createdAt: new Date("2026-03-01T17:30:00Z"),
    avatarUrl: "https://here.example/a.png",
  });
  expect(toActor(account, keys, settings)).toMatchObject({
    id: uri,
    url: "https://here.example/@ana",
    preferredUsername: "ana",
    name: "Ana",
    summary: "<p>hi</p>",
    inbox: `${uri}/inbox`,
    outbox: `${uri}/outbox`,
    followers: `${uri}/followers`,
    following: `${uri}/following`,
    sharedInbox: "https://here.example/inbox",
    publicKeys: [{ id: `${uri}#main-key`, pem: "pem" }],
    icon: { url: "https://here.example/a.png" },
    manuallyApprovesFollowers: false,
    memorial: false,
    suspended: false,
    published: new Date("2026-03-01T00:00:00Z"),
  });
});

test.each([
  [{ discoverable: true, locked: false }, "https://www.w3.org/ns/activitystreams#Public"],
  [{ discoverable: true, locked: true }, `${uri}/followers`],
  [{ discoverable: false, locked: false }, uri],
])("F-032: with %j it may be recommended by %s", async (choices, whom) => {
  const { interactionPolicy } = toActor(await ana(choices), keys, settings);
  expect(interactionPolicy?.canFeature).toEqual({ automatic: [whom], manual: [] });
});

test("F-034: fields are HTML whose links say that they are the author's, and hashtags are tags", async () => {
  const fields = [{ name: "<b>Site", value: "https://ana.example #Garden", verifiedAt: undefined }];
  const actor = toActor(await ana({ fields, note: "#snow & #garden" }), keys, settings);
  expect(actor.fields[0]?.name).toBe("<b>Site");
  expect(actor.fields[0]?.value).toContain('<a href="https://ana.example" rel="nofollow noopener me"');
  expect(actor.tags).toEqual([
    { type: "Hashtag", href: "https://here.example/tags/snow", name: "#snow" },
    { type: "Hashtag", href: "https://here.example/tags/garden", name: "#garden" },
  ]);
});

test("F-034: whoever is suspended shows neither fields nor tags", async () => {
  const actor = toActor(await ana({ note: "#snow", suspendedAt: new Date(0) }), keys, settings);
  expect([actor.fields, actor.tags, actor.interactionPolicy]).toEqual([[], [], undefined]);
});
