import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../../packages/server/src/compose.ts";
import { start } from "../../packages/server/src/start.ts";
import type { Running } from "../../packages/server/src/start.ts";
import { startEmbeddedPostgres } from "../../packages/storage-adapters/src/embedded/postgres.ts";
import { countStatements } from "./statement-counter.ts";

const people = 30;
const lengths = [5, 25] as const;

/** How many statements a request takes, for the endpoints that clients ask most, and for lists of two lengths. */
export async function printStatements(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-bench-"));
  await chmod(folder, 0o755);
  const database = await startEmbeddedPostgres({ dataDir: join(folder, "database") });
  const { host, port, user, password, database: name } = database.connection;
  const counter = await countStatements(join(host, `.s.PGSQL.${port}`));
  const settings = {
    PORT: "3941",
    DATA_DIR: folder,
    DATABASE_URL: `postgresql://${user}:${password}@127.0.0.1:${counter.port}/${name}`,
    RATE_LIMIT_EXEMPT: "127.0.0.0/8 ::1",
    LOG_LEVEL: "error",
  };
  try {
    const town = await fill(await start(readConfig({ ...settings, ROLE: "all" }, folder)));
    // Without jobs, so that nothing is asked but for requests.
    const web = await start(readConfig({ ...settings, ROLE: "web" }, folder));
    try {
      await printEach(town, counter.take);
    } finally {
      await web.stop();
    }
  } finally {
    counter.close();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Town {
  readonly origin: string;
  readonly token: string;
  readonly account: string;
  readonly status: string;
}

/** One person who is followed, answered, liked and boosted by thirty, and follows them. */
async function fill({ composition, stop }: Running): Promise<Town> {
  const { social, config, storage } = composition;
  const { signIn, statuses, follows, favourites, boosts } = social;
  const made = [];
  for (let n = 0; n <= people; n += 1) {
    const user = { username: `user${n}`, email: `u${n}@mail.example`, password: `a long password ${n}` };
    made.push(await signIn.createUser({ ...user, confirmed: true, role: "user" }));
  }
  const [first, ...others] = made;
  if (first === undefined) throw new Error("Nobody was made.");
  const me = first.account.id;
  const scopes = ["read", "write", "follow", "push"];
  const { app } = await signIn.registerApp({ name: "Bench", website: undefined, redirectUris: [], scopes });
  const { secret: token } = await signIn.grant({ app: app.id, user: first.user.id, scopes });
  const post = (text: string) => ({
    text,
    spoilerText: "",
    sensitive: false,
    language: undefined,
    visibility: undefined,
    inReplyTo: undefined,
    app: undefined,
    idempotencyKey: undefined,
  });
  const { status } = await statuses.post(me, post("root #bench"));
  for (const { account } of others) {
    const { id } = account;
    await follows.follow(me, id, {});
    await follows.follow(id, me, {});
    const answer = await statuses.post(id, { ...post("@user0 an answer #bench"), inReplyTo: status.id });
    await statuses.post(id, post(`a word of @user0's neighbour #bench`));
    await statuses.post(me, post("another #bench"));
    await favourites.add(id, status.id);
    await favourites.add(me, answer.status.id);
    await boosts.add(id, status.id, undefined);
  }
  while (Object.values(await storage.deadLetters.counts()).some(({ waiting }) => waiting > 0))
    await sleep(100);
  await stop();
  return { origin: config.origin, token, account: me, status: status.id };
}

/** A kind of content that the shorter list lacks, such as a poll, costs the longer one a statement. */
function isMore(short = 0, long = 0): boolean {
  return long - short > 2;
}

async function printEach({ origin, token, account, status }: Town, take: () => number): Promise<void> {
  const ask = async (path: string, init: RequestInit = {}): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    const once = async (): Promise<void> => {
      const answer = await fetch(`${origin}${path}`, { headers, ...init });
      await answer.text();
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
    };
    await once(); // what is cached is cached now
    take();
    await once();
    return take();
  };
  const lists = [
    "/api/v1/timelines/home",
    "/api/v1/timelines/public",
    "/api/v1/timelines/tag/bench",
    "/api/v1/notifications",
    `/api/v1/accounts/${account}/statuses`,
    `/api/v1/accounts/${account}/followers`,
    `/api/v1/statuses/${status}/favourited_by`,
    "/api/v1/favourites",
  ];
  console.log(`statements for a request (begin and commit among them), lists of ${lengths.join(" and ")}:`);
  for (const path of lists) {
    const counts = [];
    for (const limit of lengths) counts.push(await ask(`${path}?limit=${limit}`));
    const [short, long] = counts;
    console.log(`  ${path.padEnd(50)} ${counts.join(" and ")}${isMore(short, long) ? "  GROWS" : ""}`);
  }
  const single = [
    `/api/v1/statuses/${status}/context`,
    `/api/v1/statuses/${status}`,
    "/api/v1/accounts/verify_credentials",
  ];
  for (const path of [...single, "/api/v2/instance"]) console.log(`  ${path.padEnd(50)} ${await ask(path)}`);
  const like = await ask(`/api/v1/statuses/${status}/favourite`, { method: "POST" });
  console.log(`  ${"POST a favourite that stands".padEnd(50)} ${like}`);
  const body = () => ({ method: "POST", body: new URLSearchParams({ status: "one more #bench" }) });
  console.log(`  ${"POST a status".padEnd(50)} ${await ask("/api/v1/statuses", body())}`);
}
