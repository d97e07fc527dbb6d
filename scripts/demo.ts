// npm run demo: two servers, alice on one and bob on the other, and a story between them over signed HTTP.
// With --once it ends after the story, with 0 when it held and 1 when it did not.
import { createClient } from "./client.ts";
import { play } from "./demo/story.ts";
import { closeAll, openTown } from "./demo/town.ts";
import type { House } from "./demo/town.ts";

const isOnce = process.argv.includes("--once");
const unknown = process.argv.slice(2).filter((option) => option !== "--once");
if (unknown.length > 0) {
  console.error(`Unknown option: ${unknown.join(" ")}. There is --once.`);
  process.exit(2);
}

const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ended.abort());

let houses: readonly House[] = [];
try {
  console.log("\nStarting two servers, each with a database of its own …");
  const [alices, bobs] = await openTown([
    { name: "alice", port: 3001 },
    { name: "bob", port: 3002 },
  ]);
  houses = [alices, bobs];
  await play({
    alice: { ...alices, client: createClient(alices.origin, alices.token) },
    bob: { ...bobs, client: createClient(bobs.origin, bobs.token) },
    signal: ended.signal,
  });
  console.log("\nThe story held.");
  if (!isOnce) {
    for (const { origin, token } of houses) {
      await createClient(origin, token).post("/api/v1/statuses", { status: "Come in, look around." });
    }
    await stayOpen(houses);
  }
} catch (error) {
  if (!ended.signal.aborted) {
    console.error(`\nThe story broke: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
} finally {
  await closeAll(houses);
}
process.exit();

async function stayOpen(open: readonly House[]): Promise<void> {
  console.log("\nBoth servers stay open. Look around:\n");
  for (const { name, origin, email, password } of open) {
    console.log(`  ${origin}/@${name}   sign in at ${origin}/auth/sign_in as ${email}, password ${password}`);
  }
  console.log("\nCtrl-C stops them and removes their data.");
  await new Promise<void>((resolve) => ended.signal.addEventListener("abort", () => resolve()));
}
