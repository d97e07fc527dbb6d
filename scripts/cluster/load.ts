import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { blankNote } from "../../packages/activitypub/src/index.ts";
import type { Activity } from "../../packages/activitypub/src/index.ts";
import { textAt } from "../client.ts";
import type { Peer } from "./peer.ts";

/** What became of the requests of one kind. */
export interface Tally {
  sent: number;
  /** First tries that failed: no answer, or one of 5xx. */
  failedOnce: number;
  /** Those of them that failed again. */
  failedTwice: number;
  /** Answers that it should come later: a machine that is too small for the load may say so. */
  shed: number;
  /** Why, each reason once, with how often. */
  readonly reasons: Map<string, number>;
  /** How long each first try took, in milliseconds, with the waiting that it was told to do. */
  readonly spans: number[];
}

export interface Load {
  readonly posts: Tally;
  readonly activities: Tally;
  /** Address of each post that was acknowledged -> its text. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Address of each note of the peer's that was acknowledged. */
  readonly accepted: readonly string[];
  /** Ends it, when all that was begun has its answer. */
  stop(): Promise<void>;
}

export interface Author {
  readonly token: string;
  /** Address of the account. */
  readonly account: string;
}

export interface LoadNeeds {
  readonly origin: string;
  /** Who posts, in turn, and is mentioned by the peer. */
  readonly authors: readonly Author[];
  readonly peer: Peer;
  /** Requests a second, half of each kind. */
  readonly rate: number;
}

/** How long a client waits before it tries once more; and where it was told to wait. */
const patience = 300;
const whenShed = 5000;
const mostSheds = 6;

/** Sends posts through the API and activities from a peer, each of them tried again once when it fails. */
export function startLoad(needs: LoadNeeds): Load {
  const posts = newTally();
  const activities = newTally();
  const acknowledged = new Map<string, string>();
  const accepted: string[] = [];
  let turn = 0;
  const next = (): Author => {
    turn += 1;
    const author = needs.authors[turn % needs.authors.length];
    if (author === undefined) throw new Error("The load needs an author.");
    return author;
  };
  const post = async (): Promise<void> => {
    const text = `post ${randomUUID()}`;
    const key = randomUUID();
    const { token } = next();
    const answer = await twice(posts, () => sendPost(needs.origin, { token, text, key }));
    if (answer !== undefined) acknowledged.set(textAt(JSON.parse(answer), "uri"), text);
  };
  const deliver = async (): Promise<void> => {
    const { account } = next();
    const note = `${needs.peer.actor}/notes/${randomUUID()}`;
    const answer = await twice(activities, () =>
      needs.peer.send(`${needs.origin}/inbox`, mention(note, { peer: needs.peer, account })),
    );
    if (answer !== undefined) accepted.push(note);
  };
  const stopPosts = pace(needs.rate / 2, post);
  const stopActivities = pace(needs.rate / 2, deliver);
  return {
    posts,
    activities,
    acknowledged,
    accepted,
    async stop() {
      await Promise.all([stopPosts(), stopActivities()]);
    },
  };
}

function newTally(): Tally {
  return { sent: 0, failedOnce: 0, failedTwice: 0, shed: 0, reasons: new Map(), spans: [] };
}

/** Begins so many a second, whatever became of those before; the answer ends it and waits for them. */
function pace(rate: number, begin: () => Promise<void>): () => Promise<void> {
  const underWay = new Set<Promise<void>>();
  const most = 200;
  let owed = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    owed = Math.min(owed + ((now - last) / 1000) * rate, rate);
    last = now;
    for (; owed >= 1 && underWay.size < most; owed -= 1) {
      const work: Promise<void> = begin().finally(() => underWay.delete(work));
      underWay.add(work);
    }
  }, 20);
  return async () => {
    clearInterval(timer);
    await Promise.all(underWay);
  };
}

/** The body of the answer; `undefined` when it failed twice. */
async function twice(tally: Tally, send: () => Promise<Response>): Promise<string | undefined> {
  tally.sent += 1;
  const began = performance.now();
  const first = await unshed(tally, send);
  tally.spans.push(performance.now() - began);
  if (first.ok) return first.body;
  count(tally, "failedOnce", first.reason);
  await sleep(patience);
  const second = await unshed(tally, send);
  if (second.ok) return second.body;
  count(tally, "failedTwice", second.reason);
  return undefined;
}

/** Comes back later as often as it is told to, within reason. */
async function unshed(tally: Tally, send: () => Promise<Response>): Promise<Outcome> {
  for (let told = 0; ; told += 1) {
    const outcome = await once(send);
    if (outcome.ok || !outcome.isShed || told === mostSheds) return outcome;
    tally.shed += 1;
    await sleep(whenShed);
  }
}

function count(tally: Tally, name: "failedOnce" | "failedTwice", reason: string): void {
  tally[name] += 1;
  tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
}

type Outcome =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly reason: string; readonly isShed: boolean };

async function once(send: () => Promise<Response>): Promise<Outcome> {
  try {
    const answer = await send();
    const body = await answer.text();
    if (answer.ok) return { ok: true, body };
    const isShed = answer.status === 503 && body.includes("too much to do");
    return { ok: false, reason: `${answer.status} ${body.slice(0, 80)}`, isShed };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { ok: false, reason: String(cause).slice(0, 80), isShed: false };
  }
}

function sendPost(
  origin: string,
  { token, text, key }: { readonly token: string; readonly text: string; readonly key: string },
): Promise<Response> {
  return fetch(`${origin}/api/v1/statuses`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "idempotency-key": key },
    body: new URLSearchParams({ status: text }),
    signal: AbortSignal.timeout(20_000),
  });
}

function mention(id: string, { peer, account }: { readonly peer: Peer; readonly account: string }): Activity {
  const to = ["https://www.w3.org/ns/activitystreams#Public"];
  const object = {
    ...blankNote,
    id,
    attributedTo: peer.actor,
    to,
    cc: [account],
    content: "<p>Good day.</p>",
    published: new Date(),
    tags: [{ type: "Mention", href: account, name: "@ana" }],
  } as const;
  return {
    type: "Create",
    id: `${id}#create`,
    actor: peer.actor,
    to,
    cc: [account],
    object,
    published: undefined,
  };
}
