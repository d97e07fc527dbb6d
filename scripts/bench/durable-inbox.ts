import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "../../packages/activitypub/bench/inbox.bench.ts";
import { createFederation } from "../../packages/activitypub/src/federation.ts";
import type { Federation } from "../../packages/activitypub/src/federation.ts";
import type { SeenActivities } from "../../packages/activitypub/src/ports.ts";
import { fakeNetwork, fakePeer, memoryPorts } from "../../packages/activitypub/src/testing/index.ts";
import type { FakePeer } from "../../packages/activitypub/src/testing/index.ts";
import { startEmbeddedPostgres } from "../../packages/storage-adapters/src/embedded/postgres.ts";
import { connect, migrate, postgresStorage } from "../../packages/storage-adapters/src/postgres/index.ts";

const rounds = 6;
const perRound = 2000;
const inFlight = 100;
const goal = 10;
const inbox = "https://ours.example/inbox";

/**
 * The inbox up to a committed row of PostgreSQL, a hundred requests at a time, as a busy server sees them.
 * CPU of this process, as on the other side, which keeps nothing.
 */
export async function runDurable(theirs: number): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-bench-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder });
  try {
    const connection = connect(server.connection);
    await migrate(connection);
    const secrets = { active: "k1", keys: { k1: randomBytes(32) } };
    const storage = await postgresStorage(connection, { now: () => new Date(), secrets });
    const peer = await fakePeer({ host: "mastodon.example", username: "alice" });
    const ours = await leastOf(federationOver(peer, storage.seen), peer);
    await storage.close();
    const ratio = theirs / ours;
    const name = "Inbox accept with the durable write, draft-cavage, against stock Fedify in memory";
    return { name, ours, theirs, unit: "µs CPU", ratio, goal, met: ratio >= goal };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function leastOf(federation: Federation, peer: FakePeer): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1)
    least = Math.min(least, await measure(federation, requests(peer)));
  return least;
}

/** CPU microseconds of this process for each request. */
async function measure(federation: Federation, queue: Request[]): Promise<number> {
  const count = queue.length;
  const before = process.cpuUsage();
  const worker = async (): Promise<void> => {
    for (let request = queue.pop(); request !== undefined; request = queue.pop()) {
      const answer = await federation.handle(request);
      if (answer?.status !== 202)
        throw new Error(`The inbox answered ${answer?.status}: ${await answer?.text()}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const note = readFileSync(
  new URL("../../packages/activitypub/fixtures/mastodon/create-note.json", import.meta.url),
  "utf8",
);
let number = 0;

/** Signed deliveries of the note, no two alike. */
function requests(peer: FakePeer): Request[] {
  return Array.from({ length: perRound }, () => {
    number += 1;
    const body = note.replaceAll("113500000000000001", String(113_600_000_000_000_000n + BigInt(number)));
    return peer.post(inbox, body, new Date());
  });
}

function federationOver(peer: FakePeer, seen: SeenActivities): Federation {
  const ports = { ...memoryPorts(), seen, now: () => new Date() };
  const homepage = "https://ours.example";
  return createFederation(ports, {
    origin: "https://ours.example",
    handleDomain: "ours.example",
    client: fakeNetwork(peer).client,
    software: { name: "bench", version: "1", repository: homepage, homepage },
    node: { name: "bench", description: "", openRegistrations: false },
  });
}
