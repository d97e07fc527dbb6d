import { createWorld, seededRandom } from "@trunkline/activitypub/testing";
import type { Faults, SimPerson, Software, World } from "@trunkline/activitypub/testing";
import { minutes } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { openIsland, post } from "../../support/island.ts";
import type { Island } from "../../support/island.ts";
import { createHistory } from "./history.ts";
import type { Expected, Ground } from "./history.ts";

/** How large a simulation is, and what goes wrong in it. */
export interface Plan {
  readonly seed: number | string;
  readonly peers: number;
  readonly activities: number;
  readonly faults: Partial<Faults>;
  /** Is told now and then how far it is. */
  readonly progress?: (done: number) => void;
}

/** What a simulation came to. */
export interface Report {
  /** Each thing that stands otherwise than it should. */
  readonly differences: readonly string[];
  /** How many messages were given up by who sent them. */
  readonly lost: number;
  /** How often something could not be dealt with at first. */
  readonly failures: number;
  readonly likes: number;
  readonly boosts: number;
  readonly follows: number;
  readonly notes: number;
}

const softwares: readonly Software[] = [
  "mastodon",
  "misskey",
  "gotosocial",
  "pleroma",
  "lemmy",
  "peertube",
  "pixelfed",
  "wordpress",
  "threads",
  "fedify",
];
const DOMAIN = "ours.example";
const ACCOUNTS = 5;
const POSTS_EACH = 4;
/** So many things happen, a second apart, before our server gets to do its work. */
const BREATH = 50;

/**
 * Lets the people of many servers do a great many things at ours, through a network with faults, and compares what
 * stands there at the end with what they did.
 */
export async function simulate(plan: Plan): Promise<Report> {
  const clock = fixedClock();
  const world = await createWorld({
    seed: plan.seed,
    faults: plan.faults,
    clock: { now: () => clock.now(), pass: (milliseconds) => clock.advance(milliseconds) },
    memory: 100,
  });
  let failures = 0;
  const network = { client: world.client(DOMAIN), route: world.host, failed: () => void (failures += 1) };
  const island = await openIsland(DOMAIN, network as never, clock); // `route` takes answers of every kind
  const ground = await settle(island);
  const people = peopleOf(world, plan.peers);
  const history = createHistory(people, ground, seededRandom(plan.seed));
  for (let done = 0; done < plan.activities; done += 1) {
    history.act();
    await world.pass(1000);
    if (done % BREATH > 0) continue;
    await world.pass(1000, () => island.work());
    plan.progress?.(done);
  }
  await calm(world, island);
  const expected = history.expected();
  return {
    differences: await compare(island, expected),
    lost: world.lost,
    failures,
    likes: total(expected.likes),
    boosts: total(expected.boosts),
    follows: total(expected.followers),
    notes: expected.notes.size,
  };
}

/** Some accounts, and posts of theirs. */
async function settle(island: Island): Promise<Ground> {
  const accounts: string[] = [];
  const posts: string[] = [];
  for (let number = 0; number < ACCOUNTS; number += 1) {
    const id = await island.person(`ana${number}`);
    accounts.push(`https://${DOMAIN}/users/ana${number}`);
    for (let count = 0; count < POSTS_EACH; count += 1) {
      posts.push((await island.social.statuses.post(id, post(`Post ${count}`))).status.uri);
    }
  }
  return { accounts, posts, sharedInbox: `https://${DOMAIN}/inbox` };
}

function peopleOf(world: World, peers: number): readonly SimPerson[] {
  return Array.from({ length: peers }, (_, index) => {
    const software = softwares[index % softwares.length] ?? "mastodon";
    return world.server(`peer${index}.example`, software).person(`person${index}`);
  });
}

/** Everything goes well from here on, and whatever waits for its time gets it. */
async function calm(world: World, island: Island): Promise<void> {
  world.fail({ loss: 0, lostAnswers: 0, duplication: 0, reordering: 0 });
  for (let round = 0; round < 60; round += 1) {
    await world.run(() => island.work());
    await world.pass(minutes(20), () => island.work());
  }
}

async function compare(island: Island, expected: Expected): Promise<readonly string[]> {
  const { statuses, accounts } = island.storage.stores;
  const differences: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown): void => {
    if (found !== wanted) differences.push(`${what}: ${String(found)} instead of ${String(wanted)}`);
  };
  const statusAt = (uri: string) => statuses.byUri(uri as never); // an address
  for (const [uri, count] of expected.likes) {
    expect(`likes of ${uri}`, (await statusAt(uri))?.favouritesCount, count);
  }
  for (const [uri, count] of expected.boosts) {
    expect(`boosts of ${uri}`, (await statusAt(uri))?.boostsCount, count);
  }
  for (const [uri, count] of expected.followers) {
    expect(`followers of ${uri}`, (await accounts.byUri(uri as never))?.followersCount, count); // an address
  }
  for (const [uri, content] of expected.notes) {
    const status = await statusAt(uri);
    const text = content?.replaceAll(/<[^>]+>/g, "");
    const isRight = text === undefined ? status === undefined : status?.content.includes(text) === true;
    if (!isRight) differences.push(`${uri}: ${status?.content ?? "nothing"} instead of ${text ?? "nothing"}`);
  }
  return differences;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
