import { generateKeyPairSync, randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "../../packages/activitypub/bench/inbox.bench.ts";
import { createClient } from "../../packages/activitypub/src/fetching/client.ts";
import { createFederation } from "../../packages/activitypub/src/federation.ts";
import type { Federation } from "../../packages/activitypub/src/federation.ts";
import type { KeyVault } from "../../packages/activitypub/src/ports.ts";
import { memoryPorts } from "../../packages/activitypub/src/testing/index.ts";
import { toUri } from "../../packages/social/src/index.ts";
import { startEmbeddedPostgres } from "../../packages/storage-adapters/src/embedded/postgres.ts";
import { connect, migrate, postgresStorage } from "../../packages/storage-adapters/src/postgres/index.ts";
import type { PostgresStorage } from "../../packages/storage-adapters/src/postgres/index.ts";

const total = 20_000;
/** Addresses of the loopback network, each a host of its own. */
const hosts = 200;
/** 100,000 in ten minutes. */
const goalPerSecond = 100_000 / 600;
const origin = "https://ours.example";

/**
 * How fast due deliveries leave after an outage: each tried before, all due at once, signed and posted over real
 * sockets to a sink on this machine, by one process that runs this, the sink, and beside it the embedded PostgreSQL.
 */
export async function runDrain(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-bench-"));
  await chmod(folder, 0o755);
  const database = await startEmbeddedPostgres({ dataDir: folder });
  const sink = await openSink();
  try {
    const connection = connect(database.connection);
    await migrate(connection);
    const secrets = { active: "k1", keys: { k1: randomBytes(32) } };
    const storage = await postgresStorage(connection, { now: () => new Date(), secrets });
    await fill(storage, sink.port);
    await connection`update deliveries set attempts = 3`;
    await connection`analyze deliveries`;
    const federation = federationOver(storage);
    const perSecond = await drain(federation);
    await federation.close();
    await storage.close();
    if (sink.count() !== total) throw new Error(`Of ${total} deliveries ${sink.count()} arrived.`);
    const name = `Due deliveries drained, ${total} to ${hosts} hosts (theirs: the promise)`;
    const ratio = perSecond / goalPerSecond;
    return { name, ours: perSecond, theirs: goalPerSecond, unit: "1/s", ratio, goal: 1, met: ratio >= 1 };
  } finally {
    await sink.close();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(storage: PostgresStorage, port: number): Promise<void> {
  const perActivity = 2000;
  const inboxes = Array.from(
    { length: perActivity },
    (_, index) => `http://127.0.1.${(index % hosts) + 1}:${port}/users/${index}/inbox`,
  );
  const body = JSON.stringify({ type: "Create", object: "x".repeat(2000) });
  for (let activity = 0; activity < total / perActivity; activity += 1) {
    const sender = toUri<"actor">(`${origin}/users/someone`);
    await storage.transact((work) =>
      work.outbox.add({ activityId: `${origin}/${activity}`, sender, body, inboxes }),
    );
  }
}

async function drain(federation: Federation): Promise<number> {
  const began = performance.now();
  while ((await federation.deliverDue()) > 0);
  return total / ((performance.now() - began) / 1000);
}

function federationOver({ deliveries, hosts: health }: PostgresStorage): Federation {
  const software = { name: "bench", version: "1", repository: origin, homepage: origin };
  const allowedPrivateAddresses = ["127.0.0.0/8"] as const;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys: KeyVault = { signingKey: async (actor) => ({ keyId: `${actor}#main-key`, privateKey }) };
  return createFederation(
    { ...memoryPorts(), keys, deliveries, hosts: health, now: () => new Date() },
    {
      origin,
      handleDomain: "ours.example",
      client: createClient({ userAgent: "bench", allowedPrivateAddresses }),
      software,
      node: { name: "bench", description: "", openRegistrations: false },
    },
  );
}

interface Sink {
  readonly port: number;
  count(): number;
  close(): Promise<void>;
}

/** Takes everything that is signed. */
async function openSink(): Promise<Sink> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const isSigned =
        request.headers.signature !== undefined || request.headers["signature-input"] !== undefined;
      if (isSigned) count += 1;
      response.writeHead(isSigned ? 202 : 401).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The sink has no port.");
  return {
    port: address.port,
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
