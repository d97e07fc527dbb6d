import type { Activity } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { ana, bob, create, find, neighbours, PUBLIC, uri } from "../testing/neighbours.activity.ts";
import type { Status, Visibility } from "./status.ts";

const zoe = "https://far.example/users/zoe";
const zoesInbox = "https://far.example/inbox";
const bens = "https://here.example/users/ben";

interface Square {
  readonly border: Border;
  readonly anaId: AccountId;
  readonly benId: AccountId;
  readonly post: Status;
}

/** Ana's post; her followers are Zoe, far away, and Eve, who lives where Bob does. Ben's is Zoe alone. */
async function square(visibility: Visibility = "public"): Promise<Square> {
  const { border, anaId } = await neighbours();
  const benId = await border.person("ben");
  await border.neighbour("zoe", {
    domain: "far.example",
    uri: toUri<"actor">(zoe),
    endpoints: {
      inbox: `${zoe}/inbox`,
      sharedInbox: zoesInbox,
      outbox: undefined,
      followers: undefined,
      following: undefined,
      featured: undefined,
    },
  });
  const follow = (actor: string, object: string, name: string): Promise<void> =>
    border.receive({ ...from(actor, name), type: "Follow", object });
  await follow(zoe, ana, "1");
  await follow(zoe, bens, "2");
  await follow("https://there.example/users/eve", ana, "3");
  const { status: post } = await border.say(anaId, "Hello", { visibility });
  await border.settle();
  border.letters();
  return { border, anaId, benId, post };
}

const signed = <Kind extends Activity>(activity: Kind): Kind =>
  Object.assign({ ...activity }, { signature: { type: "RsaSignature2017", signatureValue: "x" } });

const answer = (post: Status, more: object = {}) => noteDocument(uri, bob, { inReplyTo: post.uri, ...more });

test("a signed answer to a post of ours goes on as it came to our author's followers, but not back (F-101)", async () => {
  const { border, post } = await square();
  const letter = signed(create(answer(post)));
  await border.receive(letter);
  await border.settle();
  const sent = { activity: JSON.parse(JSON.stringify(letter)), sender: ana, inboxes: [zoesInbox] };
  expect(JSON.parse(JSON.stringify(border.letters()))).toEqual([sent]);
  await border.receive(letter);
  expect(border.storage.outgoing().filter(({ activityId }) => activityId === letter.id).length).toBe(1);
});

test("so does its deletion, and that of what was boosted here goes to the booster's followers (F-102)", async () => {
  const { border, benId, post } = await square();
  await border.receive(signed(create(answer(post))));
  const status = await find(border);
  if (status === undefined) throw new Error("The answer was not kept.");
  await border.social.boosts.add(benId, status.id, undefined);
  await border.settle();
  border.letters();
  await border.receive(signed({ ...from(bob, "delete"), type: "Delete", object: uri, to: [PUBLIC] }));
  const sent = border.letters().filter(({ activity }) => activity.type === "Delete");
  expect(sent.map(({ sender, inboxes }) => [sender, inboxes])).toEqual([[bens, [zoesInbox]]]);
  expect(await find(border)).toBeUndefined();
});

test("an edit goes on once it was let in, and one that is old does not (F-103)", async () => {
  const { border, post } = await square();
  await border.receive(signed(create(answer(post))));
  border.letters();
  const updated = new Date("2026-03-01T11:30:00.000Z");
  const edit = answer(post, { content: "<p>Other</p>", updated });
  await border.receive(signed({ ...from(bob, "edit"), type: "Update", object: edit }));
  expect(border.letters().map(({ activity, inboxes }) => [activity.type, inboxes])).toEqual([
    ["Update", [zoesInbox]],
  ]);
  const old = { ...edit, updated: new Date("2026-03-01T11:10:00.000Z") };
  await border.receive(signed({ ...from(bob, "old edit"), type: "Update", object: old }));
  expect(border.letters()).toEqual([]);
});

test("nothing goes on that is unsigned, for few, or an answer to what is for few (F-104)", async () => {
  const open = await square();
  await open.border.receive(create(answer(open.post)));
  const few = { ...answer(open.post), id: `${uri}2`, to: [`${bob}/followers`, ana], cc: [] };
  await open.border.receive(signed({ ...create(few), id: `${uri}2/activity` }));
  expect((await find(open.border, `${uri}2`))?.visibility).toBe("private");
  expect(open.border.letters()).toEqual([]);
  const closed = await square("private");
  await closed.border.receive(signed(create(answer(closed.post, { to: [ana], cc: [PUBLIC] }))));
  expect(closed.border.letters()).toEqual([]);
});

test("what answers nothing of ours stays here (F-101)", async () => {
  const { border } = await square();
  await border.receive(signed(create(noteDocument(uri, bob))));
  await border.receive(signed({ ...from(bob, "delete"), type: "Delete", object: uri }));
  expect(border.letters()).toEqual([]);
});
