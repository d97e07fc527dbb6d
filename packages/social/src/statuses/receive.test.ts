import { expect, test } from "vitest";
import type { AccountId, ObjectUri } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import { after, minutes } from "../kernel/time.ts";
import type { Town } from "../testing/town.ts";
import { createTown } from "../testing/town.ts";
import type { NewStatus, Revision } from "./status.ts";

const uri = (name: string): ObjectUri => toUri(`https://there.example/notes/${name}`);

function note(town: Town, account: AccountId, more: Partial<NewStatus> = {}): NewStatus {
  return {
    ...revision("<p>hi</p>"),
    id: town.ids.next(),
    uri: uri("1"),
    url: undefined,
    account,
    boostOf: undefined,
    visibility: "public",
    inReplyTo: undefined,
    inReplyToAccount: undefined,
    inReplyToUri: undefined,
    conversation: "c",
    app: undefined,
    createdAt: town.clock.now(),
    ...more,
  };
}

function revision(content: string, more: Partial<Revision> = {}): Revision {
  return {
    text: undefined,
    content,
    spoilerText: "",
    sensitive: false,
    language: undefined,
    mentions: [],
    tags: [],
    emojis: [],
    media: [],
    ...more,
  };
}

test("R-008 a status that was edited before it came is edited from the first moment", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const editedAt = after(town.clock.now(), minutes(1));
  const first = await town.rules.statuses.receive(note(town, bob), { editedAt });
  const { statuses } = town.storage.stores;
  expect((await statuses.byUri(uri("1")))?.editedAt).toEqual(editedAt);
  const later = { editedAt: after(editedAt, 1) };
  expect(await town.rules.statuses.receive(note(town, bob), later)).toMatchObject({ id: first?.id });
  expect((await statuses.byUri(uri("1")))?.editedAt).toEqual(editedAt);
});

test("a status that comes twice is kept once, and is news once", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const first = await town.rules.statuses.receive(note(town, bob));
  const second = await town.rules.statuses.receive(note(town, bob));
  expect(second?.id).toBe(first?.id);
  expect(town.news()).toEqual([{ type: "status.posted", status: first?.id }]);
});

test("an address that is another's is never taken over", async () => {
  const town = createTown();
  const [bob, eve] = [await town.neighbour("bob"), await town.neighbour("eve")];
  await town.rules.statuses.receive(note(town, bob));
  expect(await town.rules.statuses.receive(note(town, eve))).toBeUndefined();
});

test("a boost does not come in by this door", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const stored = await town.rules.statuses.receive(note(town, bob));
  const boost = note(town, bob, { uri: uri("2"), boostOf: stored?.id });
  expect(await town.rules.statuses.receive(boost)).toBeUndefined();
});

test("nobody elsewhere posts for people here", async () => {
  const town = createTown();
  const ana = await town.person("ana");
  expect(await town.rules.statuses.receive(note(town, ana))).toBeUndefined();
});

test("a reply that came before its parent is connected when the parent comes", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  await town.rules.statuses.receive(note(town, bob, { uri: uri("reply"), inReplyToUri: uri("1") }));
  const parent = await town.rules.statuses.receive(note(town, bob));
  const reply = await town.rules.statuses.receive(note(town, bob, { uri: uri("reply") }));
  expect(reply?.inReplyTo).toBe(parent?.id);
});

test("a parent that came in the meantime is found by its address", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const parent = await town.rules.statuses.receive(note(town, bob));
  const reply = await town.rules.statuses.receive(
    note(town, bob, { uri: uri("reply"), inReplyToUri: uri("1"), conversation: "other" }),
  );
  expect(reply).toMatchObject({ inReplyTo: parent?.id, inReplyToAccount: bob, conversation: "c" });
});

test("nothing comes from far in the future (S-029)", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const stored = await town.rules.statuses.receive(note(town, bob, { createdAt: new Date("2030-01-01") }));
  expect(stored?.createdAt).toEqual(new Date("2026-03-01T12:05:00Z"));
});

test("an edit by its author that is newer takes effect, once (S-029)", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const stored = await town.rules.statuses.receive(note(town, bob));
  town.clock.advance(60_000);
  town.news();
  const edit = { author: bob, uri: uri("1"), revision: revision("<p>ho</p>"), updatedAt: town.clock.now() };
  expect(await town.rules.statuses.receiveEdit(edit)).toBe(true);
  expect(await town.rules.statuses.receiveEdit(edit)).toBe(false);
  const older = { ...edit, revision: revision("<p>old</p>"), updatedAt: new Date("2026-03-01T12:00:30Z") };
  expect(await town.rules.statuses.receiveEdit(older)).toBe(false);
  expect(await town.rules.statuses.receiveEdit({ ...older, updatedAt: undefined })).toBe(false);
  expect(town.news()).toEqual([
    { type: "status.edited", status: stored?.id, at: town.clock.now().getTime(), newlyMentioned: [] },
  ]);
});

test("an edit by anybody else changes nothing (S-028)", async () => {
  const town = createTown();
  const [bob, eve] = [await town.neighbour("bob"), await town.neighbour("eve")];
  await town.rules.statuses.receive(note(town, bob));
  town.clock.advance(1000);
  const edit = { author: eve, uri: uri("1"), revision: revision("<p>ho</p>"), updatedAt: town.clock.now() };
  expect(await town.rules.statuses.receiveEdit(edit)).toBe(false);
});

test("a change that readers do not notice gets no edit mark (F-136)", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const stored = await town.rules.statuses.receive(note(town, bob));
  town.clock.advance(1000);
  town.news();
  const edit = {
    author: bob,
    uri: uri("1"),
    revision: revision("<p>hi</p>", { language: "de" }),
    updatedAt: town.clock.now(),
  };
  expect(await town.rules.statuses.receiveEdit(edit)).toBe(true);
  const view = stored && (await town.social.statuses.show(undefined, stored.id));
  expect(view?.status).toMatchObject({ language: "de", editedAt: undefined });
  expect(town.news()).toEqual([]);
});

test("a deletion by the author stands for good (S-030)", async () => {
  const town = createTown();
  const [bob, eve] = [await town.neighbour("bob"), await town.neighbour("eve")];
  await town.rules.statuses.receive(note(town, bob));
  expect(await town.rules.statuses.receiveDelete(eve, uri("1"))).toBe(false);
  expect(await town.rules.statuses.receiveDelete(bob, uri("1"))).toBe(true);
  expect(await town.rules.statuses.receiveDelete(bob, uri("1"))).toBe(false);
  expect(await town.rules.statuses.receive(note(town, bob))).toBeUndefined();
});

test("a deletion that comes before its status keeps it out; another server's does not (F-115)", async () => {
  const town = createTown();
  const bob = await town.neighbour("bob");
  const eve = await town.neighbour("eve", { domain: "evil.example", uri: toUri("https://evil.example/eve") });
  await town.rules.statuses.receiveDelete(eve, uri("1"));
  await town.rules.statuses.receiveDelete(bob, uri("2"));
  expect(await town.rules.statuses.receive(note(town, bob))).toBeDefined();
  expect(await town.rules.statuses.receive(note(town, bob, { uri: uri("2") }))).toBeUndefined();
});
