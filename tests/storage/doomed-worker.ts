/** Does the work of a database until there is none, and dies of whatever has "poison" in it. Prints what it did. */
import { setTimeout as sleep } from "node:timers/promises";
import { createJobs } from "@trunkline/social";
import { connect, type ConnectOptions, postgresStorage } from "@trunkline/storage-adapters/postgres";

const [options = "{}", lease = "1000"] = process.argv.slice(2);
const sql = connect(JSON.parse(options) as ConnectOptions); // as the test wrote them
const now = (): Date => new Date();
const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
const storage = await postgresStorage(sql, { now, secrets, lease: Number(lease) });

function handle(what: string): void {
  if (what.includes("hold")) return;
  if (what.includes("poison")) process.kill(process.pid, "SIGKILL");
  process.stdout.write(`${what}\n`);
}

async function deliverDue(): Promise<number> {
  const claimed = await storage.deliveries.claim(10);
  for (const delivery of claimed) {
    handle(delivery.inbox);
    await storage.deliveries.settle(delivery, { type: "delivered" });
  }
  return claimed.length;
}

const jobs = createJobs({
  events: storage.events,
  inbox: storage.inbox,
  clock: { now },
  follow: async (event) => handle("account" in event ? event.account : event.type),
  async receive({ body }) {
    handle(body);
    // Somebody who holds what he has and does nothing more, until he is killed.
    if (body.includes("hold")) {
      process.stdout.write("holding\n");
      await sleep(60_000);
    }
  },
  deliverDue,
});

for (;;) {
  let done = 0;
  for (const job of Object.values(jobs)) done += await job();
  const { events, inbox, deliveries } = await storage.deadLetters.counts();
  if (events.waiting + inbox.waiting + deliveries.waiting === 0) break;
  if (done === 0) await sleep(20);
}
await sql.end();
