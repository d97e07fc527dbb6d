import { createHash } from "node:crypto";
import { at, listAt, textAt } from "../client.ts";
import type { Client } from "../client.ts";
import type { History } from "./history.ts";
import { accountId, plainText } from "./workload.ts";
import type { Heard } from "./stream.ts";
import type { Site, World } from "./world.ts";

/** What is not as it must be, in a sentence each. */
export interface Findings {
  readonly lost: string[];
  readonly twice: string[];
  readonly wrong: string[];
}

/** Compares what both servers show with what was acknowledged. Asked when nothing waits any more. */
export async function check(
  world: World,
  history: History,
  { heard, isStreamWhole }: { readonly heard: Heard; readonly isStreamWhole: boolean },
): Promise<Findings> {
  const findings: Findings = { lost: [], twice: [], wrong: [] };
  const { killed, healthy } = world;
  await Promise.all([
    ...[killed, healthy].flatMap((site) => [
      checkTimeline(site, history, findings),
      checkInbox(site, findings),
      checkInvariants(site, findings),
      checkMarks(site, history, findings),
    ]),
    checkFollows(killed, healthy, { does: history.follows.a, findings }),
    checkFollows(healthy, killed, { does: history.follows.b, findings }),
  ]);
  if (isStreamWhole) checkStream(history, heard, findings);
  return findings;
}

/** Every status that was kept is there once on either server, as it was last; what was deleted is nowhere. */
async function checkTimeline(site: Site, history: History, { lost, twice, wrong }: Findings): Promise<void> {
  const home = listAt(await site.poster.get("/api/v1/timelines/home?limit=40"));
  const own = home.filter((status) => at(status, "reblog") === null).map(plainText);
  for (const { key, text, sounds } of history.written) {
    const count = own.filter((each) => each === text).length;
    const others = own.filter((each) => each.startsWith(key) && each !== text).length;
    if (text !== undefined && count === 0) lost.push(`"${text}" is not on ${site.name}`);
    const shown = home.find((status) => plainText(status) === text);
    if (sounds && shown !== undefined && listAt(shown, "media_attachments").length !== 1)
      lost.push(`the sound of "${text}" is not on ${site.name}`);
    if (count > 1) twice.push(`"${key}" is ${count} times on ${site.name}`);
    if (others > 0) wrong.push(`"${key}" is on ${site.name} as it was before`);
  }
}

/** What the inbox answered 2xx for is kept, once as the index has it, and dealt with. By then its digest alone is left. */
async function checkInbox({ name, sql, proxy }: Site, { lost, wrong }: Findings): Promise<void> {
  const digests = new Map(
    [...proxy.accepted].map(([id, actor]) => [
      createHash("sha256").update(`${actor}\n${id}`).digest("hex"),
      id,
    ]),
  );
  const rows = await sql<{ digest: string; state: string }[]>`
    select encode(digest, 'hex') as digest, state from received_activities
    where encode(digest, 'hex') = any(${[...digests.keys()]}::text[])`;
  const kept = new Map(rows.map(({ digest, state }) => [digest, state]));
  for (const [digest, id] of digests) {
    const state = kept.get(digest);
    if (state === undefined) lost.push(`${id} was accepted by ${name} and is not kept`);
    else if (state !== "done") wrong.push(`${id} was given up by ${name}`);
  }
}

async function checkInvariants({ name, composition }: Site, { wrong }: Findings): Promise<void> {
  for (const each of await composition.storage.invariants()) {
    const isGivenUp = each.name.endsWith("is given up");
    if (each.broken > 0 && (each.weight === "fault" || isGivenUp))
      wrong.push(`on ${name}, not so: ${each.name} (${each.examples.join(", ")})`);
  }
}

/** Each mark counts once with the author, and told the author once. */
async function checkMarks(site: Site, history: History, { lost, twice, wrong }: Findings): Promise<void> {
  const marks = history.marked.filter(({ by }) => by !== site.name);
  if (marks.length === 0) return;
  const news = listAt(await site.poster.get("/api/v1/notifications?limit=40"));
  for (const { id, text } of marks) {
    const status = await site.poster.get(`/api/v1/statuses/${id}`);
    for (const [type, field] of [
      ["favourite", "favourites_count"],
      ["reblog", "reblogs_count"],
    ] as const) {
      const told = news.filter((one) => at(one, "type") === type && at(one, "status", "id") === id).length;
      if (told === 0) lost.push(`the ${type} of "${text}" told nobody on ${site.name}`);
      if (told > 1) twice.push(`the ${type} of "${text}" told ${site.name} ${told} times`);
      if (at(status, field) !== 1) wrong.push(`${field} of "${text}" is ${String(at(status, field))}`);
    }
  }
}

/** Both servers say the same of whether one's fickle person follows the other's, and count it. */
async function checkFollows(
  from: Site,
  to: Site,
  { does, findings }: { readonly does: boolean; readonly findings: Findings },
): Promise<void> {
  const says = `${from.people[1]} ${does ? "follows" : "does not follow"} ${to.people[1]}`;
  const there = await accountId(from.fickle, `${to.people[1]}@${to.domain}`);
  const relation = await from.fickle.get(`/api/v1/accounts/relationships?id[]=${there}`);
  if (at(relation, 0, "following") !== does) findings.wrong.push(`${says}, but ${from.name} says otherwise`);
  const self = await to.fickle.get("/api/v1/accounts/verify_credentials");
  const followers = await followersOf(to.fickle, textAt(self, "id"));
  if (followers !== (does ? 1 : 0) || at(self, "followers_count") !== followers)
    findings.wrong.push(
      `${says}, but ${to.name} counts ${followers} and ${String(at(self, "followers_count"))}`,
    );
}

async function followersOf(client: Client, id: string): Promise<number> {
  return listAt(await client.get(`/api/v1/accounts/${id}/followers`)).length;
}

/** An open stream of the server that went on heard of each status once. */
function checkStream({ written }: History, heard: Heard, { lost, twice }: Findings): void {
  for (const { key, text } of written) {
    const count = heard.count(key);
    if (count === 0 && text !== undefined) lost.push(`no stream told of "${key}"`);
    if (count > 1) twice.push(`a stream told of "${key}" ${count} times`);
  }
}
