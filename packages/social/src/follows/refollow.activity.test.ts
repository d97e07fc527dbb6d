import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import { ana, bob, create, find, neighbours, uri } from "../testing/neighbours.activity.ts";

test("followers of somebody all of whose keys were replaced ask again, once (F-074)", async () => {
  const { border, anaId, bobId } = await neighbours();
  const { follows } = border.storage.stores;
  const before = await follows.between(anaId, bobId);
  await border.fediverse.keysReplaced(bob);
  await border.fediverse.keysReplaced(bob);
  await border.settle();
  const after = await follows.between(anaId, bobId);
  expect([before?.state, after?.state, after?.uri === before?.uri]).toEqual(["accepted", "requested", false]);
  expect(border.letters()).toMatchObject([
    { activity: { type: "Follow", id: after?.uri, actor: ana, object: bob }, sender: ana },
  ]);
  await border.receive({ ...from(bob, "accept"), type: "Accept", object: after?.uri ?? "" });
  expect((await follows.between(anaId, bobId))?.state).toBe("accepted");
});

test("and what was deleted under the old keys may come again (F-074)", async () => {
  const { border } = await neighbours();
  await border.receive(create(noteDocument(uri, bob)));
  await border.receive({ ...from(bob, "delete"), type: "Delete", object: uri });
  await border.receive(create(noteDocument(uri, bob), "again"));
  expect(await find(border)).toBeUndefined();
  await border.fediverse.keysReplaced(bob);
  const note = noteDocument(uri, bob, { to: [ana] });
  await border.receive(create(note, "once more"));
  expect((await find(border))?.uri).toBe(uri);
});

test("nothing happens to people of this server, and to strangers (F-074)", async () => {
  const { border, anaId, bobId } = await neighbours();
  await border.fediverse.keysReplaced(ana);
  await border.fediverse.keysReplaced(toUri<"actor">("https://nowhere.example/users/x"));
  expect((await border.storage.stores.follows.between(anaId, bobId))?.state).toBe("accepted");
});
