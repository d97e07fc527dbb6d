import { setTimeout as sleep } from "node:timers/promises";
import { textAt, until } from "../client.ts";
import type { Author, Load } from "./load.ts";
import { startLoad } from "./load.ts";
import type { Node } from "./node.ts";
import type { Peer } from "./peer.ts";
import { openPeer } from "./peer.ts";
import type { Town } from "./town.ts";

export interface CheckOptions {
  /** How many processes are replaced, one after the other, while the load goes on. */
  readonly rolls: number;
  /** For how many seconds the load goes on at least. */
  readonly seconds: number;
  /** Requests a second. */
  readonly rate: number;
}

/** What one part of the check found. */
export interface Finding {
  readonly check: string;
  readonly found: string;
  readonly ok: boolean;
}

const longestStop = 30_000;

/** Kills and replaces processes under load, and then counts what became of everything that was acknowledged. */
export async function checkTown(town: Town, options: CheckOptions): Promise<readonly Finding[]> {
  const peer = await openPeer();
  try {
    const authors = await Promise.all(
      town.people.map(async ({ token }) => ({ token, account: await accountOf(town.origin, token) })),
    );
    await befriend(peer, { town, authors });
    const began = Date.now();
    const load = startLoad({ origin: town.origin, authors, peer, rate: options.rate });
    const kills = await killEach(town.nodes, load);
    const rolls = await rollOver(town.nodes, { rolls: options.rolls, load });
    await sleep(Math.max(0, began + options.seconds * 1000 - Date.now()));
    await load.stop();
    return [kills, ...rolls, ...(await verify(town, { load, peer, took: Date.now() - began }))];
  } finally {
    await peer.close();
  }
}

async function accountOf(origin: string, token: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/accounts/verify_credentials`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return textAt(await answer.json(), "uri");
}

/** The peer follows the accounts, so that every post of theirs has to be delivered. */
async function befriend(
  peer: Peer,
  { town, authors }: { readonly town: Town; readonly authors: readonly Author[] },
): Promise<void> {
  for (const { account } of authors) {
    const follow = { type: "Follow", id: `${peer.actor}/follow#${account}`, object: account } as const;
    const to = { actor: peer.actor, to: [account], cc: [], published: undefined };
    const answer = await peer.send(`${account}/inbox`, { ...follow, ...to });
    if (!answer.ok) throw new Error(`The follow was answered with ${answer.status}: ${await answer.text()}`);
  }
  await until("the peer follows", async () => {
    const [row] = await town.sql<{ count: number }[]>`
      select count(*)::int as count from follows where state = 'accepted'`;
    return row?.count === authors.length || undefined;
  });
}

/** SIGKILL to one process of each kind, which is then started again. */
async function killEach(nodes: readonly Node[], load: Load): Promise<Finding> {
  const kinds = [...new Map(nodes.map((node) => [node.role, node])).values()];
  for (const node of kinds) {
    await sleep(1000);
    console.log(`  SIGKILL ${node.name} after ${load.posts.sent} posts`);
    await node.kill();
    await sleep(500);
    await node.start();
  }
  const { once, twice, reasons } = failures(load);
  return {
    check: `${kinds.length} kills: nothing fails that is tried again once`,
    found: `${once} failed once, ${twice} twice${reasons}`,
    ok: twice === 0,
  };
}

/** SIGTERM to one process after the other, each replaced before the next. */
async function rollOver(
  nodes: readonly Node[],
  { rolls, load }: { readonly rolls: number; readonly load: Load },
): Promise<readonly Finding[]> {
  const before = failures(load).once;
  const endings: { readonly code: number | null; readonly milliseconds: number }[] = [];
  for (let roll = 0; roll < rolls; roll += 1) {
    const node = nodes[roll % nodes.length];
    if (node === undefined) break;
    endings.push(await node.stop());
    await node.start();
  }
  const failed = failures(load).once - before;
  const longest = Math.max(0, ...endings.map(({ milliseconds }) => milliseconds));
  return [
    {
      check: `${rolls} rolling restarts: no request fails`,
      found: `${failed} failed${failed === 0 ? "" : failures(load).reasons}`,
      ok: failed === 0,
    },
    {
      check: "each of them ends with 0 within 30 s",
      found: `${endings.filter(({ code }) => code === 0).length} of ${rolls}, the longest ${longest} ms`,
      ok: endings.every(({ code }) => code === 0) && longest <= longestStop,
    },
  ];
}

function failures({ posts, activities }: Load): {
  readonly once: number;
  readonly twice: number;
  readonly reasons: string;
} {
  const reasons = [...posts.reasons, ...activities.reasons].map(([reason, count]) => `${count} x ${reason}`);
  return {
    once: posts.failedOnce + activities.failedOnce,
    twice: posts.failedTwice + activities.failedTwice,
    reasons: reasons.length === 0 ? "" : ` (so far: ${reasons.join("; ")})`,
  };
}

interface Outcome {
  readonly load: Load;
  readonly peer: Peer;
  readonly took: number;
}

async function verify({ sql }: Town, { load, peer, took }: Outcome): Promise<readonly Finding[]> {
  const uris = [...load.acknowledged.keys()];
  await until("the queues are empty", async () => ((await waiting(sql)) === 0 ? true : undefined), {
    within: 120_000,
    every: 500,
  }).catch(() => undefined);
  const [kept] = await sql<{ posts: number; texts: number; all: number }[]>`
    select count(*) filter (where uri = any(${uris}::text[]))::int as posts,
      count(distinct content)::int as texts, count(*)::int as all
    from statuses where local and deleted_at is null`;
  const [came] = await sql<{ notes: number; news: number }[]>`
    select count(distinct s.id)::int as notes, count(n.id)::int as news
    from statuses s left join notifications n on n.status_id = s.id and n.type = 'mention'
    where s.uri = any(${[...load.accepted]}::text[])`;
  const undelivered = uris.filter((uri) => !peer.received.has(uri)).length;
  const left = await waiting(sql);
  const both = load.posts.sent + load.activities.sent;
  return [
    finding(`${uris.length} acknowledged posts: none lost`, uris.length - (kept?.posts ?? 0), "lost"),
    finding("no post doubled", (kept?.all ?? 0) - (kept?.texts ?? 0), "doubled"),
    finding("every post came to the follower", undelivered, "missing"),
    finding(
      `${load.accepted.length} accepted activities: none lost`,
      load.accepted.length - (came?.notes ?? 0),
      "lost",
    ),
    finding("each is one notification", load.accepted.length - (came?.news ?? 0), "too few"),
    finding("nothing waits in a queue", left, "waiting"),
    finding(
      `${both} requests in ${Math.round(took / 1000)} s, tried again once`,
      failures(load).twice,
      "failed",
    ),
    {
      check: "told to come later by a busy machine",
      found: `${load.posts.shed + load.activities.shed}; p50 ${share(load, 0.5)} ms, p99 ${share(load, 0.99)} ms`,
      ok: true,
    },
  ];
}

function finding(check: string, wrong: number, what: string): Finding {
  return { check, found: `${wrong} ${what}`, ok: wrong === 0 };
}

async function waiting(sql: Town["sql"]): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select ((select count(*) from events where dead_at is null)
      + (select count(*) from received_activities where state = 'waiting')
      + (select count(*) from deliveries where dead_at is null))::int as count`;
  return row?.count ?? 0;
}

/** What this share of all first tries took at most, in milliseconds. */
function share({ posts, activities }: Load, part: number): number {
  const spans = [...posts.spans, ...activities.spans].toSorted((one, other) => one - other);
  return Math.round(spans[Math.floor((spans.length - 1) * part)] ?? 0);
}
