import type { Note } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { actorDocument, createBorder, from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";

const bob = "https://there.example/users/bob";
const ana = "https://here.example/users/ana";
const uri = "https://there.example/notes/1";

const send = (border: Border, note: Note): Promise<void> =>
  border.receive({ ...from(note.attributedTo, "create"), type: "Create", object: note });

/** A server where nobody has heard of Bob, who can be had. */
async function strangers() {
  const border = createBorder();
  const anaId = await border.person("ana");
  border.publish(bob, actorDocument(bob));
  return { border, anaId };
}

test("S-041 a stranger's post that is nobody's business here makes nobody ask who they are", async () => {
  const { border } = await strangers();
  await send(border, noteDocument(uri, bob));
  expect(border.fetched).toEqual([]);
  expect(await border.storage.stores.accounts.byUri(toUri(bob))).toBe(undefined);
});

test("S-041 a stranger's post that is addressed to somebody here, or answers them, brings the stranger", async () => {
  const { border, anaId } = await strangers();
  const { status } = await border.say(anaId, "Hello");
  await send(border, noteDocument(uri, bob, { inReplyTo: status.uri }));
  expect((await border.storage.stores.statuses.byUri(toUri(uri)))?.inReplyTo).toBe(status.id);
  const private_ = noteDocument(`${uri}0`, bob, { to: [`${bob}/followers`], cc: [ana] });
  await send(border, private_);
  expect((await border.storage.stores.statuses.byUri(toUri(private_.id)))?.visibility).toBe("private");
});

test("S-041 a stranger's boost of something elsewhere, or of what never was, makes nobody ask who they are", async () => {
  const { border } = await strangers();
  for (const object of [uri, `${ana}/statuses/1`]) {
    await border.receive({ ...from(bob, object), type: "Announce", object });
  }
  expect(border.fetched).toEqual([]);
});

test("S-063 one post makes us ask thirty times at most, however long its thread and whomever all of it mentions", async () => {
  const { border } = await strangers();
  const notes = Array.from({ length: 12 }, (_, depth) => {
    const author = `https://s${depth}.example/users/a`;
    const mentioned = Array.from({ length: 30 }, (_, index) => `https://m${depth}-${index}.example/users/a`);
    for (const actor of [author, ...mentioned]) border.publish(actor, actorDocument(actor));
    return noteDocument(`https://s${depth}.example/1`, author, {
      cc: [ana],
      inReplyTo: `https://s${depth + 1}.example/1`,
      tags: mentioned.map((href) => ({ type: "Mention", href, name: undefined })),
    });
  });
  for (const note of notes) border.publish(note.id, note);
  for (const note of notes.slice(0, 1)) await send(border, note);
  // The handle of each actor is asked for as well.
  const actors = border.fetched.filter((address) => address.endsWith("/users/a")).length;
  expect(border.fetched.length + actors).toBe(30);
});
