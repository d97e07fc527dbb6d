import { blankNote } from "@trunkline/activitypub";
import type { Note, Poll as WirePoll } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { after, hours, minutes, seconds } from "../kernel/time.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import { ana, bob, create, eve, find, neighbours, told, uri } from "../testing/neighbours.activity.ts";
import { tendPolls } from "./tend.ts";
import type { PollDraft } from "./terms.ts";

const lunch: PollDraft = {
  options: ["Soup", "Salad"],
  expiresIn: hours(1),
  multiple: false,
  hideTotals: false,
};

/** Ana, whom Bob follows, asks something. */
async function asking(over: Partial<PollDraft> = {}) {
  const { border, anaId, bobId } = await neighbours();
  await border.rules.follows.receiveRequest({ follower: bobId, followed: anaId, uri: `${bob}#follow` });
  const { status } = await border.say(anaId, "Lunch?", { poll: { ...lunch, ...over } });
  await border.settle();
  const letters = border.letters();
  const vote = (name: string, by: string = bob): Note => ({
    ...blankNote,
    id: `${by}#votes/${name}`,
    attributedTo: by,
    to: [ana],
    name,
    inReplyTo: status.uri,
  });
  const cast = (name: string, by: string = bob) => border.receive(create(vote(name, by), `vote-${name}`));
  const poll = async () => (await border.social.statuses.show(undefined, status.id)).poll?.poll;
  const counts = async () => [
    ...((await poll())?.options.map(({ votesCount }) => votesCount) ?? []),
    (await poll())?.votersCount,
  ];
  const tend = async () => {
    await tendPolls(border);
    await border.settle();
    return border.letters();
  };
  return { border, anaId, bobId, status, letters, vote, cast, poll, counts, tend };
}

test("F-217: a poll goes out as a Question with its options, end, and number of voters", async () => {
  const { letters, border, status } = await asking();
  const endTime = after(border.clock.now(), hours(1));
  expect(letters.at(-1)?.activity).toMatchObject({
    type: "Create",
    object: {
      type: "Question",
      id: status.uri,
      poll: {
        multiple: false,
        options: [
          { name: "Soup", votes: 0 },
          { name: "Salad", votes: 0 },
        ],
        endTime,
        voters: 0,
      },
    },
  });
});

test("F-126: a vote from elsewhere counts for its option and is no status; a second single choice is ignored", async () => {
  const { cast, counts, border, status } = await asking();
  await cast("Salad");
  await cast("Salad");
  await cast("Soup");
  expect(await counts()).toEqual([0, 1, 1]);
  expect((await border.storage.stores.statuses.byId(status.id))?.repliesCount).toBe(0);
  expect(await find(border, `${bob}#votes/Salad`)).toBe(undefined);
});

test("F-126: a vote on a poll that has ended is ignored, and becomes no status either", async () => {
  const { cast, counts, border } = await asking();
  border.clock.advance(hours(1));
  await cast("Soup");
  expect(await counts()).toEqual([0, 0, 0]);
  expect(await find(border, `${bob}#votes/Soup`)).toBe(undefined);
});

test("F-127: votes that come as a batch all count, where several may be chosen", async () => {
  const { border, vote, counts } = await asking({ multiple: true, options: ["Soup", "Salad", "Bread"] });
  const batch = { ...create(vote("Soup"), "batch"), more: [vote("Bread"), vote("Cake")] };
  await border.receive(batch);
  await border.receive(batch);
  expect(await counts()).toEqual([1, 0, 1, 1]);
});

test("S-042: nobody votes in another's name, for no option, in a poll that is hidden, or in one of another server", async () => {
  const { border, vote, counts, anaId } = await asking();
  await border.receive({ ...create(vote("Soup")), actor: eve, id: `${eve}#forged` });
  await border.receive(create(vote("Cake")));
  expect(await counts()).toEqual([0, 0, 0]);
  const hidden = await border.say(anaId, "Psst?", { poll: lunch, visibility: "direct" });
  await border.receive(create({ ...vote("Soup", eve), inReplyTo: hidden.status.uri }));
  const shown = await border.social.statuses.show(anaId, hidden.status.id);
  expect(shown.poll?.poll.votersCount).toBe(0);
});

test("F-128: votes lead to one Update of the Question, three minutes after the first, to followers and voters", async () => {
  const { border, cast, tend, status, anaId } = await asking();
  await cast("Soup");
  border.clock.advance(minutes(1));
  await cast("Salad", eve);
  const zoe = await border.person("zoe");
  await border.social.polls.vote(zoe, status.id, [0]);
  await border.settle();
  border.letters();
  border.clock.advance(seconds(119));
  expect(await tend()).toEqual([]);
  border.clock.advance(seconds(1));
  const [update, ...others] = await tend();
  expect(others).toEqual([]);
  expect(update?.activity).toMatchObject({
    type: "Update",
    id: expect.stringContaining(`${status.uri}#updates/`),
    object: { type: "Question", poll: { voters: 3, options: [{ votes: 2 }, { votes: 1 }] } },
  });
  expect(update?.inboxes).toEqual(["https://there.example/inbox"]);
  expect(await tend()).toEqual([]);
  expect(await told(border, anaId)).not.toContain("update");
});

test("F-199: the end of a poll sends a last Update with the time at which it was closed (F-217)", async () => {
  const { border, cast, tend } = await asking({ hideTotals: true });
  await cast("Soup");
  const endTime = after(border.clock.now(), hours(1));
  border.clock.advance(minutes(3));
  const [tally] = await tend();
  expect(tally?.activity).toMatchObject({
    object: { poll: { voters: 0, options: [{ votes: 0 }, { votes: 0 }] } },
  });
  border.clock.advance(hours(1));
  const [last, ...others] = await tend();
  expect(others).toEqual([]);
  expect(last?.activity).toMatchObject({
    type: "Update",
    object: { poll: { endTime, closed: endTime, voters: 1, options: [{ votes: 1 }, { votes: 0 }] } },
  });
});

const wire: WirePoll = {
  multiple: true,
  options: [
    { name: "Yes", votes: 3 },
    { name: "No", votes: 0 },
  ],
  endTime: new Date("2026-03-02T12:00:00.000Z"),
  closed: undefined,
  voters: 3,
};

const question = (poll: Partial<WirePoll> = {}, more: Partial<Note> = {}): Note =>
  noteDocument(uri, bob, { type: "Question", poll: { ...wire, ...poll }, ...more });

async function asked(poll: Partial<WirePoll> = {}) {
  const { border, anaId, bobId } = await neighbours();
  await border.receive(create(question(poll)));
  await border.settle();
  border.letters();
  const id = (await find(border))?.id as StatusId; // it has just been received
  const shown = async (who: AccountId = anaId) => (await border.social.statuses.show(who, id)).poll;
  const update = (note: Note, name: string) =>
    border.receive({ ...from(bob, name), type: "Update", object: note });
  return { border, anaId, bobId, id, shown, update };
}

test("F-227: a poll's end is read from closed, closed: true or endTime, or it has none; its counts are kept", async () => {
  const now = new Date("2026-03-01T12:00:00.000Z");
  const past = new Date("2026-02-01T12:00:00.000Z");
  const cases: readonly (readonly [Partial<WirePoll>, Date | undefined])[] = [
    [{ endTime: undefined, closed: past }, past],
    [{ endTime: wire.endTime }, wire.endTime],
    [{ endTime: undefined, closed: true }, now],
    [{ endTime: undefined }, undefined],
  ];
  for (const [said, end] of cases) {
    const poll = (await (await asked(said)).shown())?.poll;
    expect(poll?.expiresAt).toEqual(end);
    expect(poll?.options).toEqual([
      { title: "Yes", votesCount: 3 },
      { title: "No", votesCount: 0 },
    ]);
    expect([poll?.votersCount, poll?.multiple]).toEqual([3, true]);
  }
});

test("F-198: a vote sends one Create for each choice, with a name and no content, to the poll's author alone", async () => {
  const { border, anaId, id } = await asked();
  const { poll } = await border.social.polls.vote(anaId, id, [0, 1]);
  expect(poll?.poll.options.map(({ votesCount }) => votesCount)).toEqual([4, 1]);
  await border.settle();
  const letters = border.letters();
  expect(letters.map(({ inboxes }) => inboxes)).toEqual([[`${bob}/inbox`], [`${bob}/inbox`]]);
  const vote = { type: "Note", content: "", inReplyTo: uri, attributedTo: ana, to: [bob], cc: [] };
  expect(letters.map(({ activity }) => activity)).toMatchObject([
    { type: "Create", id: `${ana}#votes/${id}-0/activity`, to: [bob], object: { ...vote, name: "Yes" } },
    { type: "Create", id: `${ana}#votes/${id}-1/activity`, to: [bob], object: { ...vote, name: "No" } },
  ]);
});

test("F-138: without a newer time an Update tells how the poll stands, and changes no text and no option", async () => {
  const { border, shown, update } = await asked();
  const options = [
    { name: "Yes", votes: 8 },
    { name: "No", votes: 2 },
  ];
  await update(question({ options, voters: 9 }, { content: "<p>Forged</p>" }), "u1");
  expect((await shown())?.poll).toMatchObject({
    options: [
      { title: "Yes", votesCount: 8 },
      { title: "No", votesCount: 2 },
    ],
    votersCount: 9,
  });
  expect((await find(border))?.content).toBe("<p>Hello</p>");
  await update(question({ options: [...options, { name: "Maybe", votes: 1 }] }), "u2");
  expect((await shown())?.poll.options).toHaveLength(2);
});

test("F-139: an edit with other options resets local votes, and one without a poll removes it", async () => {
  const { border, anaId, id, shown, update } = await asked();
  await border.social.polls.vote(anaId, id, [0]);
  const options = [
    { name: "Yes", votes: 0 },
    { name: "Never", votes: 0 },
  ];
  border.clock.advance(minutes(1));
  await update(question({ options }, { updated: border.clock.now() }), "u1");
  expect((await shown())?.ownVotes).toEqual([]);
  expect((await shown())?.poll.options.map(({ title }) => title)).toEqual(["Yes", "Never"]);
  expect((await find(border))?.editedAt).toEqual(border.clock.now());
  border.clock.advance(minutes(1));
  await update(noteDocument(uri, bob, { updated: border.clock.now() }), "u2");
  expect(await shown()).toBe(undefined);
});

test("S-042: only the author tells how a poll stands, and never more than can be", async () => {
  const { border, shown, update } = await asked();
  await border.receive({
    ...from(eve, "u1"),
    type: "Update",
    object: { ...question({ voters: 99 }), attributedTo: eve },
  });
  expect((await shown())?.poll.votersCount).toBe(3);
  const options = [
    { name: "Yes", votes: 1e300 },
    { name: "No", votes: -5 },
  ];
  await update(question({ options, voters: Number.NaN }), "u2");
  expect((await shown())?.poll).toMatchObject({
    options: [{ votesCount: 2 ** 31 - 1 }, { votesCount: 0 }],
    votersCount: 0,
  });
});

test("whoever looks at a poll of another server gets figures that are no older than a minute", async () => {
  const { border, anaId, id } = await asked();
  border.publish(uri, question({ voters: 50 }));
  await border.fediverse.remote.refresh(toUri(uri));
  const { poll } = await border.social.statuses.show(anaId, id);
  expect(poll?.poll.votersCount).toBe(50);
});

test("whoever voted in a poll of another server is told of its end", async () => {
  const { border, anaId, id } = await asked();
  await border.social.polls.vote(anaId, id, [0]);
  border.clock.advance(hours(24));
  await tendPolls(border);
  expect(await told(border, anaId)).toEqual(["poll"]);
  expect(border.letters().filter(({ activity }) => activity.type === "Update")).toEqual([]);
});
