// npm run kill-test -- [--posts 500] [--kills 20] [--database]: with --database, the embedded database is killed, too.
import { rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createClient, freePort } from "./client.ts";
import { befriend, everyText, report } from "./kill-test/ledger.ts";
import { postAll } from "./kill-test/poster.ts";
import { createVictim, tokenFor } from "./kill-test/victim.ts";

const { values } = parseArgs({
  options: {
    posts: { type: "string", default: "500" },
    kills: { type: "string", default: "20" },
    database: { type: "boolean", default: false },
  },
});
const posts = Number(values.posts);
const kills = Number(values.kills);

const folders = await Promise.all(["a", "b"].map((name) => openFolder(name)));
const [one = "", other = ""] = folders;
const killed = createVictim({ folder: one, port: await freePort(3003), withDatabase: values.database });
const follower = createVictim({ folder: other, port: await freePort(3004) });
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.once(signal, () => process.exit(code));
// Whatever ends it: nothing goes on, and nothing is left in the folder of what is temporary.
process.once("exit", () => {
  for (const server of [killed, follower]) server.killNow();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

try {
  await Promise.all([killed.start(), follower.start()]);
  const poster = createClient(killed.origin, await tokenFor(killed, "alice"));
  const reader = createClient(follower.origin, await tokenFor(follower, "bob"));
  await befriend(reader, { account: `alice@${killed.domain}` });
  console.log(`bob@${follower.domain} follows alice@${killed.domain}. ${posts} posts, ${kills} kills.`);

  const started = Date.now();
  const acknowledged = await postAll({ client: poster, server: killed, posts, kills });
  console.log(`All ${posts} are acknowledged after ${seconds(started)} s; waiting for them to arrive.`);

  const wanted = [...acknowledged.keys()];
  const here = await everyText(poster, { wanted, within: 30_000 });
  const there = await everyText(reader, { wanted, within: 180_000 });
  const isWhole = report({ wanted, here, there, kills: killed.deaths(), tookSeconds: seconds(started) });
  process.exitCode = isWhole ? 0 : 1;
} finally {
  await Promise.all([killed.stop(), follower.stop()]);
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1);
}

async function openFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `trunkline-kill-${name}-`));
  // Run by root, the database runs as somebody else, who has to get through here.
  await chmod(folder, 0o755);
  return folder;
}
