import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { check } from "./check.ts";
import type { Findings } from "./check.ts";
import { newHistory } from "./history.ts";
import type { History } from "./history.ts";
import { patiently } from "./patience.ts";
import { reached } from "./plan.ts";
import type { Run } from "./plan.ts";
import { claimsOn, setClocks, untilQuiet } from "./quiet.ts";
import type { Clocks } from "./quiet.ts";
import { listenTo } from "./stream.ts";
import type { Heard } from "./stream.ts";
import { ahead, doWork, schedule } from "./workload.ts";
import type { World } from "./world.ts";

/** What goes on from run to run. */
export interface Season {
  readonly world: World;
  readonly clocks: Clocks;
  /** How long recovering may take: what takes longer is a finding. */
  readonly slowestMilliseconds: number;
  before: History | undefined;
  heard: Heard | undefined;
  /** What the server held that died in this run. */
  orphaned: ReadonlySet<string>;
}

export interface Result {
  readonly run: Run;
  /** Whether what was to go wrong did. */
  readonly happened: boolean;
  readonly acknowledged: number;
  /** From when the server answered again, or the trouble was over, until it had taken up what it had left. */
  readonly recoveredMilliseconds: number;
  /** And until the last delivery had been tried again. */
  readonly settledMilliseconds: number;
  readonly findings: Findings;
}

/** Work under way, and whether it has come to its end. */
interface Working {
  readonly history: History;
  readonly work: Promise<void>;
  readonly isDone: () => boolean;
}

export async function perform(season: Season, run: Run): Promise<Result> {
  if (run.name === "during-migration") return performMigration(season, run);
  const { world } = season;
  const history = newHistory(run.number, season.before);
  season.orphaned = new Set();
  if (season.heard?.isOpen() !== true)
    season.heard = await listenTo({ origin: world.healthy.origin, token: world.healthy.token });
  if (reached.includes(run.name)) await world.killed.arm(`${run.name}:crash@${run.nth}`);
  const working = begin(history, doWork(world, history, season.before));
  const happened = await goWrong(season, run, working);
  await working.work;
  const quiet = await untilQuiet(world, season);
  const { heard } = season;
  const isStreamWhole = heard.isOpen() && run.name !== "database";
  const findings = await patiently(() => check(world, history, { heard, isStreamWhole }));
  if (quiet.left !== "") findings.lost.push(`still waiting: ${quiet.left}`);
  if (quiet.recoveredMilliseconds > season.slowestMilliseconds)
    findings.wrong.push(`it recovered after ${quiet.recoveredMilliseconds} ms`);
  season.before = history;
  const { acknowledged } = history;
  const { recoveredMilliseconds, settledMilliseconds } = quiet;
  return { run, happened, acknowledged, recoveredMilliseconds, settledMilliseconds, findings };
}

function begin(history: History, work: Promise<void>): Working {
  let isDone = false;
  const marked = work.finally(() => (isDone = true));
  marked.catch(() => undefined); // it is awaited later
  return { history, work: marked, isDone: () => isDone };
}

/** Lets it go wrong, and puts it right again. Resolves to whether it did. */
async function goWrong(season: Season, run: Run, working: Working): Promise<boolean> {
  const { world } = season;
  const { killed } = world;
  if (reached.includes(run.name)) return crash(season, run, working);
  await sleep(run.nth * 20);
  if (run.name === "kill") {
    await killed.process.kill();
    season.orphaned = await claimsOn(killed);
    await killed.process.start();
  } else if (run.name === "database") await world.killDatabase();
  else if (run.name === "redis-flush") await flushRedis(world.redis);
  else if (run.name.startsWith("clock")) await stepClock(season, run, working);
  else await disturbLine(season, run, working);
  return true;
}

/** Waits until the server has died of its fail-point, and starts it again. */
async function crash(season: Season, run: Run, working: Working): Promise<boolean> {
  const { killed } = season.world;
  const server = killed.process;
  if (run.name === "during-scheduled-publish") await comeToTime(season, working);
  if (run.name === "during-shutdown") {
    await sleep(100);
    server.signal("SIGTERM");
  }
  let hasDied = false;
  while (!hasDied && !working.isDone()) hasDied = await server.died(50);
  // Some points come after the last answer.
  if (!hasDied) hasDied = await server.died(run.name === "during-scheduled-publish" ? 10_000 : 1500);
  await killed.arm("");
  if (!hasDied) return false;
  season.orphaned = await claimsOn(killed);
  await server.start();
  return true;
}

/** Lets the time of posts come that were written for later. */
async function comeToTime({ world, clocks }: Season, { history, work }: Working): Promise<void> {
  await work;
  await schedule(world, history, new Date(Date.now() + clocks.offset));
  clocks.offset += ahead;
  await setClocks(world, clocks.offset);
}

/** Empties the whole Redis server. */
async function flushRedis(redis: string | undefined): Promise<void> {
  const { hostname, port } = new URL(redis ?? "redis://127.0.0.1");
  const socket = connect({ host: hostname, port: Number(port || 6379) });
  socket.write("FLUSHALL\r\n");
  await once(socket, "data");
  socket.end();
}

/** Puts the clock of one server five minutes off, and leaves it there until the work is done and a second over. */
async function stepClock({ world, clocks }: Season, run: Run, { work }: Working): Promise<void> {
  const by = run.name === "clock-back" ? -300_000 : 300_000;
  await world.killed.setClock(clocks.offset + by);
  await work;
  await sleep(1000);
  await setClocks(world, clocks.offset);
}

/** Disturbs the line between the servers, both ways, while the work is done. */
async function disturbLine({ world }: Season, run: Run, { work }: Working): Promise<void> {
  const { name } = run;
  if (name !== "latency" && name !== "reset" && name !== "drop" && name !== "half-open")
    throw new Error(`Nothing is known that is called ${name}.`);
  const proxies = [world.killed.proxy, world.healthy.proxy];
  for (const proxy of proxies) proxy.trouble(name);
  await Promise.race([work, sleep(1500)]);
  for (const proxy of proxies) proxy.trouble("none");
}

/** An empty database is set up, cut short at one of its migrations, and set up again. */
async function performMigration({ world }: Season, run: Run): Promise<Result> {
  const findings: Findings = { lost: [], twice: [], wrong: [] };
  const { server, close } = await world.emptyServer();
  try {
    const died = await server
      .start({ FAILPOINT: `during-migration:crash@${run.nth}` })
      .then(() => false)
      .catch(() => true);
    const began = Date.now();
    await server.kill();
    await server.start();
    const took = Date.now() - began;
    const times = { recoveredMilliseconds: took, settledMilliseconds: took };
    return { run, happened: died, acknowledged: 0, ...times, findings };
  } finally {
    await close();
  }
}
