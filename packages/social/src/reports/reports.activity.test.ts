import { expect, test } from "vitest";
import { ensureInstanceActor } from "../accounts/instance-actor.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { ana, bob, create, eve, find, neighbours, told, uri } from "../testing/neighbours.activity.ts";
import { settings } from "../testing/town.ts";

const flag = (object: readonly string[], name = "flag", content = "This is spam.") =>
  ({ ...from(bob, name), type: "Flag", object, content }) as const;

async function reports({ social }: Border) {
  return (await social.reports.list({ isResolved: undefined, target: undefined }, { limit: 50 })).items;
}

test("F-171: a Flag makes one report for each account here, with its statuses and the comment, and tells nobody (S-047)", async () => {
  const { border, anaId, bobId } = await neighbours({ isFollowed: false });
  const zoeId = await border.person("zoe");
  const [one, two] = [await border.say(anaId, "one"), await border.say(zoeId, "two")];
  await border.receive(flag([ana, one.status.uri, two.status.uri, eve, "https://here.example/nothing"]));
  await border.receive(flag([ana, one.status.uri]));
  const kept = await reports(border);
  expect(kept.map(({ report }) => [report.target, report.statuses, report.comment, report.from])).toEqual([
    [zoeId, [two.status.id], "This is spam.", bobId],
    [anaId, [one.status.id], "This is spam.", bobId],
  ]);
  expect(await told(border, anaId)).toEqual([]);
  expect(border.letters()).toEqual([]);
});

test("F-171: what a Flag names elsewhere is none of our business, and neither is it where reports are not heard (S-047)", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  await border.receive(flag([eve, "https://there.example/notes/1"]));
  await border.social.domains.rule({
    domain: "there.example",
    severity: "none",
    rejectsMedia: false,
    rejectsReports: true,
    publicComment: "",
    privateComment: "",
  });
  await border.receive(flag([ana], "another"));
  expect(await reports(border)).toEqual([]);
  expect((await border.social.accounts.show(anaId)).suspendedAt).toBeUndefined();
});

test("a flood is cut: fifty objects and a thousand characters of a Flag are kept (S-047)", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  const uris: string[] = [];
  for (let count = 0; count < 55; count += 1)
    uris.push((await border.say(anaId, `post ${count}`)).status.uri);
  await border.receive(flag(uris, "flood", "x".repeat(3000)));
  const [kept] = await reports(border);
  expect([kept?.report.statuses.length, kept?.report.comment.length]).toEqual([50, 1000]);
});

test("F-204: a report that is forwarded goes to the target's inbox in the name of the server", async () => {
  const { border, anaId, bobId } = await neighbours();
  const keyPairs = { generate: async () => ({ publicPem: "ours", privatePem: "private" }) };
  await ensureInstanceActor({ ...border, settings, keyPairs });
  await border.receive(create(noteDocument(uri, bob)));
  const status = await find(border);
  const report = {
    target: bobId,
    statuses: status === undefined ? [] : [status.id],
    category: "spam",
  } as const;
  await border.social.reports.file(anaId, { ...report, comment: "look", forward: false });
  await border.settle();
  expect(border.letters()).toEqual([]);
  await border.social.reports.file(anaId, { ...report, comment: "look", forward: true });
  await border.settle();
  const letters = border.letters();
  expect(letters).toMatchObject([
    {
      activity: { type: "Flag", actor: "https://here.example/actor", object: [bob, uri], content: "look" },
      sender: "https://here.example/actor",
      inboxes: [`${bob}/inbox`],
    },
  ]);
  expect(JSON.stringify(letters)).not.toContain("users/ana");
});

test("reports are dealt with, and opened again", async () => {
  const { border, anaId, bobId } = await neighbours();
  const filed = { target: bobId, statuses: [], category: "other", comment: "", forward: false } as const;
  const { report } = await border.social.reports.file(anaId, filed);
  expect((await border.social.reports.resolve(report.id)).report.resolvedAt).toEqual(border.clock.now());
  await border.social.reports.resolve(report.id);
  const open = await border.social.reports.list({ isResolved: false, target: bobId }, { limit: 9 });
  expect(open.items).toEqual([]);
  expect((await border.social.reports.reopen(report.id)).report.resolvedAt).toBeUndefined();
  await expect(border.social.reports.show(border.ids.next())).rejects.toMatchObject({ code: "not-found" });
});
