import { blankCollection } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import type { AccountId } from "../kernel/id.ts";
import { hours, minutes } from "../kernel/time.ts";
import { actorDocument, createBorder, from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { bob, create, find, neighbours, uri } from "../testing/neighbours.activity.ts";

const note = (number: number): string => `https://there.example/notes/${number}`;
const list = (items: readonly string[]) => ({ items, isComplete: true });

/** Does what is due, and resolves to what was asked for meanwhile. */
async function run(border: Border): Promise<readonly string[]> {
  const before = border.fetched.length;
  while ((await border.fediverse.runErrands()) > 0);
  return border.fetched.slice(before);
}

/** A post of Bob's that Ana has before her, old enough for its answers to have come. */
async function seen(more: Parameters<typeof noteDocument>[2] = {}) {
  const { border, anaId, bobId } = await neighbours();
  border.publish(uri, noteDocument(uri, bob, more));
  await border.receive(create(noteDocument(uri, bob)));
  await run(border);
  return { border, anaId, bobId };
}

async function look(border: Border, viewer: AccountId): Promise<readonly string[]> {
  const status = await find(border);
  if (status === undefined) throw new Error("The post is not here.");
  const { descendants } = await border.social.statuses.context(viewer, status.id);
  return descendants.map((view) => view.status.uri);
}

test("F-125, S-045: of the replies that come along with a post, the first five on its own server are fetched", async () => {
  const { border } = await neighbours();
  const elsewhere = "https://far.example/notes/1";
  const items = [elsewhere, ...[11, 12, 13, 14, 15, 16].map(note)];
  const first = { ...blankCollection, type: "CollectionPage", items } as const;
  const replies = { ...blankCollection, id: `${uri}/replies`, first };
  for (const reply of items) border.publish(reply, noteDocument(reply, bob, { inReplyTo: uri }));
  await border.receive(create(noteDocument(uri, bob, { replies })));
  expect(await run(border)).toEqual([11, 12, 13, 14, 15].map(note));
  expect((await find(border, note(11)))?.inReplyTo).toBe((await find(border))?.id);
  expect(await find(border, note(16))).toBe(undefined);
});

test("F-231, S-045: a thread that somebody looks at is completed by the replies of each post, each believed from its own server", async () => {
  const replies = { ...blankCollection, id: `${uri}/replies` };
  const { border, anaId } = await seen({ replies });
  const far = "https://far.example/users/carl";
  const forged = "https://far.example/notes/forged";
  border.publish(far, actorDocument(far));
  border.publish(forged, noteDocument(forged, bob, { inReplyTo: uri }));
  border.publish(
    note(2),
    noteDocument(note(2), bob, { inReplyTo: uri, replies: { ...replies, id: `${note(2)}/replies` } }),
  );
  border.publish(note(3), noteDocument(note(3), bob, { inReplyTo: note(2) }));
  border.publishMembers(`${uri}/replies`, list([note(2), forged, uri]));
  border.publishMembers(`${note(2)}/replies`, list([note(3), uri]));
  expect(await look(border, anaId)).toEqual([]);
  await run(border);
  expect(new Set(await look(border, anaId))).toEqual(new Set([note(2), note(3)]));
  expect(await find(border, forged)).toBe(undefined);
});

test("F-231: a conversation that lists itself is read from there, and its replies are not asked for one by one", async () => {
  const context = "https://there.example/contexts/1";
  const { border, anaId } = await seen({ context, replies: { ...blankCollection, id: `${uri}/replies` } });
  border.publish(note(2), noteDocument(note(2), bob, { inReplyTo: uri }));
  border.publish(note(3), noteDocument(note(3), bob, { inReplyTo: note(2) }));
  border.publishMembers(context, list([uri, note(2), note(3)]));
  await look(border, anaId);
  expect(await run(border)).toEqual([uri, context, note(2), note(3)]);
  expect(await look(border, anaId)).toEqual([note(2), note(3)]);
});

test("F-231: a thread is not asked for by strangers, nor while it is five minutes young, nor twice in a quarter of an hour", async () => {
  const { border, anaId } = await seen();
  const status = await find(border);
  if (status === undefined) throw new Error("The post is not here.");
  await border.social.statuses.context(undefined, status.id);
  expect(await run(border)).toEqual([]);
  await look(border, anaId);
  expect(await run(border)).toEqual([uri]);
  border.clock.advance(minutes(14));
  await look(border, anaId);
  expect(await run(border)).toEqual([]);
  border.clock.advance(minutes(2));
  await look(border, anaId);
  expect(await run(border)).toEqual([uri]);
  const fresh = note(9);
  await border.receive(create(noteDocument(fresh, bob, { published: border.clock.now() }), "fresh"));
  const young = await find(border, fresh);
  if (young === undefined) throw new Error("The post is not here.");
  await border.social.statuses.context(anaId, young.id);
  expect(await run(border)).toEqual([]);
});

test("S-063, F-231: a thread that never ends makes us ask for a hundred posts in one go, and no more", async () => {
  const replies = (of: string) => ({ ...blankCollection, id: `${of}/replies` });
  const { border, anaId } = await seen({ replies: replies(uri) });
  for (let index = 1; index <= 150; index += 1) {
    const [address, next] = [note(1000 + index), note(1001 + index)];
    const parent = index === 1 ? uri : note(999 + index);
    border.publish(address, noteDocument(address, bob, { inReplyTo: parent, replies: replies(address) }));
    border.publishMembers(`${address}/replies`, list([next]));
  }
  border.publishMembers(`${uri}/replies`, list([note(1001)]));
  await look(border, anaId);
  const asked = await run(border);
  expect(asked.filter((address) => !address.endsWith("/replies"))).toHaveLength(100);
});

test("F-124: a parent whose server does not answer is asked for again, and the reply joined to it then", async () => {
  const { border } = await neighbours();
  border.publish(note(0), "unreachable");
  await border.receive(create(noteDocument(uri, bob, { inReplyTo: note(0) })));
  await run(border);
  expect((await find(border))?.inReplyTo).toBe(undefined);
  border.publish(note(0), noteDocument(note(0), bob));
  expect(await run(border)).toEqual([]);
  border.clock.advance(minutes(1));
  await run(border);
  expect((await find(border))?.inReplyTo).toBe((await find(border, note(0)))?.id);
});

test("F-124: what never answers is let be after five tries", async () => {
  const { border } = await neighbours();
  border.publish(note(0), "unreachable");
  await border.receive(create(noteDocument(uri, bob, { inReplyTo: note(0) })));
  let tries = 0;
  for (let turn = 0; turn < 10; turn += 1) {
    tries += (await run(border)).filter((address) => address === note(0)).length;
    border.clock.advance(hours(7));
  }
  expect(tries).toBe(5);
});

test("F-169, S-045: what somebody shows first is read when they are met: their own posts from their own server", async () => {
  const border = createBorder();
  await border.person("ana");
  const featured = `${bob}/collections/featured`;
  border.publish(bob, actorDocument(bob, { featured }));
  const theirs = "https://far.example/notes/1";
  for (const address of [note(1), note(2)]) border.publish(address, noteDocument(address, bob));
  border.publishMembers(featured, list([note(2), theirs, note(1)]));
  await border.fediverse.remote.account(bob);
  expect(await run(border)).toEqual([featured, note(2), note(1)]);
  const account = await border.storage.stores.accounts.byUri(toUri(bob));
  if (account === undefined) throw new Error("Bob is not known.");
  const { items } = await border.social.pins.of(undefined, account.id, { limit: 10 });
  expect(items.map(({ status }) => status.uri)).toEqual([note(2), note(1)]);
});

test("F-129: a post that is fetched long after it was written is no news to open streams, and stands in its own time at home", async () => {
  const { border, anaId } = await neighbours();
  const told: string[] = [];
  border.storage.stream.subscribe(({ type }) => void told.push(type));
  const old = new Date(border.clock.now().getTime() - hours(7));
  await border.receive(create(noteDocument(note(7), bob, { published: border.clock.now() }), "recent"));
  border.publish(uri, noteDocument(uri, bob, { published: old }));
  await border.fediverse.remote.any(uri);
  await border.settle();
  expect(told.filter((type) => type === "status.posted")).toHaveLength(1);
  const home = await border.social.timelines.home(anaId, { limit: 10 });
  expect(home.items.map(({ status }) => status.uri)).toEqual([note(7), uri]);
});

test("an errand is for whoever is not from here: a local thread makes nobody ask", async () => {
  const { border, anaId } = await neighbours();
  const { status } = await border.say(anaId, "Hello");
  await border.receive({ ...from(bob, "x"), type: "Follow", object: "https://here.example/users/ana" });
  border.clock.advance(minutes(10));
  await border.social.statuses.context(anaId, status.id);
  expect(await run(border)).toEqual([]);
});
