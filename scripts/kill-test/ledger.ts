import { setTimeout as sleep } from "node:timers/promises";
import { at, listAt, textAt, until } from "../client.ts";
import type { Client } from "../client.ts";

/** Follows an account of the other server, and waits until that stands. */
export async function befriend(reader: Client, { account }: { readonly account: string }): Promise<void> {
  const id = await until(`${account} is found`, async () => {
    const query = new URLSearchParams({ q: `@${account}`, resolve: "true", type: "accounts" });
    const found = await reader.get(`/api/v2/search?${query.toString()}`);
    const first = at(found, "accounts", 0, "id");
    return typeof first === "string" ? first : undefined;
  });
  await reader.post(`/api/v1/accounts/${id}/follow`);
  await until(`${account} is followed`, async () => {
    const relations = await reader.get(`/api/v1/accounts/relationships?id[]=${id}`);
    return at(relations, 0, "following") === true || undefined;
  });
}

/** Text -> how often it stands in the home timeline, read until all that are wanted are there, or time is over. */
export async function everyText(
  client: Client,
  { wanted, within }: { readonly wanted: readonly string[]; readonly within: number },
): Promise<ReadonlyMap<string, number>> {
  const deadline = Date.now() + within;
  for (;;) {
    const counts = await countHome(client);
    const isWhole = wanted.every((text) => counts.has(text));
    if (isWhole || Date.now() > deadline) return counts;
    await sleep(1000);
  }
}

async function countHome(client: Client): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let oldest: string | undefined; ;) {
    const cursor = oldest === undefined ? "" : `&max_id=${oldest}`;
    const page = listAt(await client.get(`/api/v1/timelines/home?limit=40${cursor}`));
    for (const status of page) {
      const text = textAt(status, "content").replaceAll(/<[^>]*>/g, "");
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    if (page.length === 0) return counts;
    oldest = textAt(page.at(-1), "id");
  }
}

export interface Findings {
  readonly wanted: readonly string[];
  readonly here: ReadonlyMap<string, number>;
  readonly there: ReadonlyMap<string, number>;
  readonly kills: number;
  readonly tookSeconds: string;
}

/** Prints what was found. Whether each status is on both servers, once. */
export function report({ wanted, here, there, kills, tookSeconds }: Findings): boolean {
  const rows = [
    { server: "killed", ...tally(wanted, here) },
    { server: "follower", ...tally(wanted, there) },
  ];
  console.table(rows);
  const isWhole = rows.every(({ lost, twice, strange }) => lost + twice + strange === 0);
  console.log(
    `${isWhole ? "Whole" : "BROKEN"}: ${wanted.length} acknowledged statuses, ${kills} kills, ${tookSeconds} s.`,
  );
  return isWhole;
}

function tally(
  wanted: readonly string[],
  counts: ReadonlyMap<string, number>,
): { readonly once: number; readonly lost: number; readonly twice: number; readonly strange: number } {
  const known = new Set(wanted);
  return {
    once: wanted.filter((text) => counts.get(text) === 1).length,
    lost: wanted.filter((text) => !counts.has(text)).length,
    twice: wanted.filter((text) => (counts.get(text) ?? 0) > 1).length,
    strange: [...counts.keys()].filter((text) => !known.has(text)).length,
  };
}
