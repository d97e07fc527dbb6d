// What carries work how well: node --conditions=@trunkline/source packages/storage-adapters/bench/queues.bench.ts <trial>
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, chmodSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startEmbeddedPostgres } from "../src/embedded/postgres.ts";
import { type Connection, connect, migrate } from "../src/postgres/index.ts";
import { type Carrier, type CarrierName, carrierNames, openCarrier, type Places } from "./carriers.ts";

const self = fileURLToPath(import.meta.url);

interface Trial {
  readonly name: CarrierName;
  readonly places: Places;
  readonly carrier: Carrier;
  readonly sql: Connection;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const numbers = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => from + index);

async function effects(sql: Connection): Promise<{ jobs: number; runs: number }> {
  const [row] = await sql<{ jobs: number; runs: number }[]>`
    select count(distinct job)::int as jobs, count(*)::int as runs from effects`;
  return row ?? { jobs: 0, runs: 0 };
}

async function until(sql: Connection, jobs: number, seconds: number): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    if ((await effects(sql)).jobs >= jobs) break;
    await sleep(100);
  }
  return (performance.now() - started) / 1000;
}

/** One worker process, 5000 jobs that wait for it already. */
async function throughput({ name, places, carrier, sql }: Trial): Promise<string> {
  const count = 5000;
  const adding = performance.now();
  for (let from = 0; from < count; from += 500) await carrier.add(numbers(500, from));
  const added = (performance.now() - adding) / 1000;
  const worker = startWorker(name, places);
  const [{ first, last } = { first: 0, last: 1 }] = await until(sql, count, 120).then(
    () => sql<{ first: number; last: number }[]>`
      select extract(epoch from min(at))::float8 as first, extract(epoch from max(at))::float8 as last from effects`,
  );
  await end(worker);
  const { jobs, runs } = await effects(sql);
  const rate = Math.round(jobs / (last - first));
  return `${rate} jobs/s run, ${Math.round(count / added)} jobs/s added; ${jobs} of ${count} run, ${runs - jobs} again`;
}

/** Three worker processes, of which one is killed thirty times shortly after jobs came in. */
async function crash({ name, places, carrier, sql }: Trial): Promise<string> {
  const workers = numbers(3).map(() => startWorker(name, places));
  let count = 0;
  for (let second = 0; second < 30; second += 1) {
    await carrier.add(numbers(200, count));
    count += 200;
    await sleep(50 + Math.random() * 150); // while the jobs run
    const at = second % workers.length;
    workers[at]?.kill("SIGKILL");
    workers[at] = startWorker(name, places);
    await sleep(1500);
  }
  const seconds = await until(sql, count, 60);
  const { jobs, runs } = await effects(sql);
  for (const worker of workers) await end(worker);
  return `30 kills: ${count - jobs} of ${count} lost, ${runs - jobs} run again, all done ${seconds.toFixed(1)} s after the last kill`;
}

/** The database's own server is cut off for a moment: every connection of the workers is ended. */
async function cut({ name, places, carrier, sql }: Trial): Promise<string> {
  const worker = startWorker(name, places);
  await sleep(3000);
  let count = 0;
  for (let turn = 0; turn < 10; turn += 1) {
    await carrier.add(numbers(100, count)).catch((error: unknown) => say(`    not added: ${String(error)}`));
    count += 100;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and datname = current_database() and application_name <> 'trial'`;
    await sleep(500);
  }
  const seconds = await until(sql, count, 60);
  const { jobs, runs } = await effects(sql);
  const code = worker.exitCode ?? "none";
  await end(worker);
  return `10 cuts: ${count - jobs} of ${count} lost, ${runs - jobs} run again, done ${seconds.toFixed(1)} s after the last cut; the worker's exit code: ${code}`;
}

/** 200 jobs a second for a minute: what it leaves behind. */
async function soak({ name, places, carrier, sql }: Trial): Promise<string> {
  const worker = startWorker(name, places);
  let count = 0;
  for (let tick = 0; tick < 300; tick += 1) {
    const started = performance.now();
    await carrier.add(numbers(40, count));
    count += 40;
    await sleep(Math.max(0, 200 - (performance.now() - started)));
  }
  const seconds = await until(sql, count, 30);
  const { jobs, runs } = await effects(sql);
  const tables = await sql<{ name: string; live: number; dead: number; bytes: number }[]>`
    select relname as name, n_live_tup::int as live, n_dead_tup::int as dead,
      pg_total_relation_size(relid)::int as bytes
    from pg_stat_user_tables where relname <> 'effects' order by pg_total_relation_size(relid) desc limit 2`;
  await end(worker);
  const left = tables.map(
    (table) => `${table.name} ${Math.round(table.bytes / 1024)} KiB (${table.live} rows, ${table.dead} dead)`,
  );
  return `${jobs} of ${count} run, ${runs - jobs} again, ${seconds.toFixed(1)} s behind; largest tables: ${left.join(", ")}`;
}

const trials = { throughput, crash, cut, soak };

function startWorker(name: CarrierName, places: Places): ChildProcess {
  const args = [
    "--conditions=@trunkline/source",
    "--disable-warning=ExperimentalWarning",
    self,
    "worker",
    name,
  ];
  return spawn(process.execPath, [...args, JSON.stringify(places)], { stdio: "inherit" });
}

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill("SIGKILL");
  await once(worker, "exit");
}

/** A process that works until it is killed. A job takes 5 ms, and leaves a row. */
async function beWorker(name: CarrierName, places: Places): Promise<void> {
  const carrier = await openCarrier(name, places);
  const sql = connect({ ...places.database, poolSize: 5, applicationName: "trial" });
  await carrier.work(async (job) => {
    await sleep(5);
    await sql`insert into effects (job) values (${job})`;
  });
}

async function startRedis(folder: string): Promise<{ port: number; stop(): Promise<void> }> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const server = spawn("redis-server", args, { stdio: "ignore" });
  await sleep(500);
  return { port, stop: () => end(server) };
}

async function runTrials(wanted: readonly (keyof typeof trials)[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tl-trial-"));
  chmodSync(folder, 0o711);
  const server = await startEmbeddedPostgres({ dataDir: folder });
  const redis = await startRedis(folder);
  for (const trial of wanted)
    for (const name of carrierNames) {
      const database = `trial_${trial}_${name.replace("-", "_")}`;
      const admin = connect({ ...server.admin, poolSize: 1 });
      await admin.unsafe(`create database ${database}`);
      await admin.end();
      const places: Places = {
        database: { ...server.admin, database },
        redis: { host: "127.0.0.1", port: redis.port },
      };
      const sql = connect({ ...places.database, poolSize: 2, applicationName: "trial" });
      await migrate(sql);
      await sql`create table effects (job int not null, at timestamptz not null default clock_timestamp())`;
      const carrier = await openCarrier(name, places);
      say(`${trial} ${name}: ${await trials[trial]({ name, places, carrier, sql })}`);
      await carrier.close();
      await sql.end();
    }
  await redis.stop();
  await server.stop();
  rmSync(folder, { recursive: true });
}

const [what = "throughput", name, places] = process.argv.slice(2);
if (what === "worker") await beWorker(name as CarrierName, JSON.parse(places ?? "{}") as Places); // by `startWorker`
else if (Object.hasOwn(trials, what)) await runTrials([what as keyof typeof trials]);
else say(`There is no trial "${what}". The trials: ${Object.keys(trials).join(", ")}.`);
