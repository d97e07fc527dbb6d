import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, textAt } from "../client.ts";
import type { Client } from "../client.ts";
import type { Victim } from "./victim.ts";

export interface Task {
  readonly client: Client;
  readonly server: Victim;
  readonly posts: number;
  readonly kills: number;
}

const hands = 4;

/**
 * Posts so many statuses, several at a time, while the server is killed at random moments. A post that
 * got no answer is sent again under the same key. Resolves to text -> id of all that were acknowledged.
 */
export async function postAll({ client, server, posts, kills }: Task): Promise<ReadonlyMap<string, string>> {
  const acknowledged = new Map<string, string>();
  const texts = Array.from(
    { length: posts },
    (_, index) => `status ${index + 1} of ${posts} ${randomUUID()}`,
  );
  const queue = [...texts];
  const worker = async (): Promise<void> => {
    for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
      acknowledged.set(text, await insist(client, text));
    }
  };
  const moments = Array.from({ length: kills }, () => Math.floor(Math.random() * posts)).sort(
    (a, b) => a - b,
  );
  const working = Promise.all(Array.from({ length: hands }, worker));
  await Promise.all([working, murder({ server, moments, done: () => acknowledged.size, total: posts })]);
  return acknowledged;
}

interface Murder {
  readonly server: Victim;
  /** How many acknowledged posts each kill waits for. */
  readonly moments: readonly number[];
  readonly done: () => number;
  readonly total: number;
}

/** Each kill comes a random while after its moment, so that it hits any part of a request, or of a start. */
async function murder({ server, moments, done, total }: Murder): Promise<void> {
  for (const [index, moment] of moments.entries()) {
    while (done() < Math.min(moment, total)) await sleep(5);
    await sleep(Math.random() * 150);
    await server.kill();
    const ready = await server.start();
    console.log(`  kill ${index + 1}/${moments.length} after ${done()} posts; back in ${ready} ms`);
  }
}

async function insist(client: Client, text: string): Promise<string> {
  const key = randomUUID();
  for (let tries = 1; ; tries += 1) {
    try {
      return textAt(
        await client.post("/api/v1/statuses", { status: text }, { "idempotency-key": key }),
        "id",
      );
    } catch (error) {
      const isFinal = error instanceof ApiError && error.status < 500;
      if (isFinal || tries > 3000) throw error;
      await sleep(50);
    }
  }
}
