import { expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { hours, minutes } from "../kernel/time.ts";
import { createBorder } from "../testing/border.activity.ts";
import { told } from "../testing/neighbours.activity.ts";
import { tendPolls } from "./tend.ts";
import type { PollDraft } from "./terms.ts";

const lunch: PollDraft = {
  options: ["Soup", "Salad"],
  expiresIn: hours(1),
  multiple: false,
  hideTotals: false,
};

async function asking(over: Partial<PollDraft> = {}) {
  const border = createBorder();
  const [ana, bo] = [await border.person("ana"), await border.person("bo")];
  const { status } = await border.say(ana, "Lunch?", { poll: { ...lunch, ...over } });
  await border.settle();
  const { polls, statuses } = border.social;
  const vote = (who: AccountId, ...choices: readonly number[]) => polls.vote(who, status.id, choices);
  const shown = async (who?: AccountId) => (await statuses.show(who, status.id)).poll;
  const counts = async () => (await shown())?.poll.options.map(({ votesCount }) => votesCount);
  return { border, ana, bo, status, vote, shown, counts };
}

test("a status may ask something, and says how the viewer answered", async () => {
  const { bo, vote, shown, counts, border } = await asking();
  expect((await shown())?.poll.expiresAt).toEqual(new Date(border.clock.now().getTime() + hours(1)));
  expect((await vote(bo, 1)).poll).toMatchObject({ ownVotes: [1], isExpired: false });
  expect(await counts()).toEqual([0, 1]);
  expect((await shown())?.ownVotes).toBe(undefined);
});

test("S-042: a vote is refused a second time, after the end, for no option, several at once, and by the author", async () => {
  const { border, ana, bo, vote, counts } = await asking();
  const refused = async (cast: Promise<unknown>) => expect(cast).rejects.toMatchObject({ code: "invalid" });
  await refused(vote(ana, 0));
  await refused(vote(bo, 2));
  await refused(vote(bo, -1));
  await refused(vote(bo));
  await refused(vote(bo, 0, 1));
  await vote(bo, 0);
  await refused(vote(bo, 1));
  border.clock.advance(hours(1));
  await refused(vote(await border.person("zoe"), 0));
  expect(await counts()).toEqual([1, 0]);
});

test("S-042: where several may be chosen, an option counts once for everybody", async () => {
  const { bo, vote, counts } = await asking({ multiple: true });
  await vote(bo, 0);
  await vote(bo, 1);
  await expect(vote(bo, 1)).rejects.toMatchObject({ code: "invalid" });
  expect(await counts()).toEqual([1, 1]);
});

test("whoever cannot see a poll cannot vote in it, nor learn that there is one", async () => {
  const border = createBorder();
  const [ana, bo] = [await border.person("ana"), await border.person("bo")];
  const { status } = await border.say(ana, "Lunch?", { poll: lunch, visibility: "private" });
  await expect(border.social.polls.vote(bo, status.id, [0])).rejects.toMatchObject({ code: "not-found" });
  await expect(border.social.polls.show(bo, status.id)).rejects.toMatchObject({ code: "not-found" });
});

test("a poll that nobody could answer, or that is too large, is refused", async () => {
  const border = createBorder();
  const ana = await border.person("ana");
  const faults: readonly Partial<PollDraft>[] = [
    { options: ["one", " "] },
    { options: ["same", "same"] },
    { options: ["1", "2", "3", "4", "5"] },
    { options: ["short", "x".repeat(51)] },
    { expiresIn: minutes(4) },
    { expiresIn: hours(24 * 31) },
    { expiresIn: Number.NaN },
  ];
  for (const fault of faults) {
    const said = border.say(ana, "Well?", { poll: { ...lunch, ...fault } });
    await expect(said).rejects.toMatchObject({ code: "invalid" });
  }
  expect(border.storage.recorded()).toEqual([]);
});

test("S-052: titles of options cannot turn the text around them", async () => {
  const { shown } = await asking({ options: ["So\u202Eup\u0000", "Salad"] });
  expect((await shown())?.poll.options.map(({ title }) => title)).toEqual(["Soup", "Salad"]);
});

test("the end is told once to those who voted and to the author", async () => {
  const { border, ana, bo, vote } = await asking();
  const zoe = await border.person("zoe");
  await vote(bo, 0);
  border.clock.advance(hours(1));
  expect(await tendPolls(border)).toBe(1);
  expect(await tendPolls(border)).toBe(0);
  expect(await told(border, bo)).toEqual(["poll"]);
  expect(await told(border, ana)).toEqual(["poll"]);
  expect(await told(border, zoe)).toEqual([]);
});

test("F-139: changed options reset the votes, and an edit without a poll removes it", async () => {
  const { border, ana, bo, status, vote, counts, shown } = await asking();
  await vote(bo, 0);
  const text = { text: "Lunch?", spoilerText: "", sensitive: false, language: undefined };
  border.clock.advance(minutes(1));
  await border.social.statuses.edit(ana, status.id, { ...text, poll: lunch });
  expect(await counts()).toEqual([1, 0]);
  await border.social.statuses.edit(ana, status.id, {
    ...text,
    poll: { ...lunch, options: ["Soup", "Bread"] },
  });
  expect(await counts()).toEqual([0, 0]);
  border.clock.advance(minutes(1));
  const view = await border.social.statuses.edit(ana, status.id, text);
  expect([await shown(), view.status.editedAt]).toEqual([undefined, border.clock.now()]);
  const { edits } = await border.social.statuses.history(ana, status.id);
  expect(edits.map(({ pollOptions }) => pollOptions)).toEqual([
    ["Soup", "Salad"],
    ["Soup", "Bread"],
    undefined,
  ]);
});
