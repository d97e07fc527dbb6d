import { startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import { connect, migrate, schemaStatus } from "@trunkline/storage-adapters/postgres";
import type {
  Connection,
  ConnectOptions,
  MigrationPhase,
  Pools,
  SchemaStatus,
} from "@trunkline/storage-adapters/postgres";
import type { Config } from "./config/read.ts";
import { createSeam } from "./faults/seam.ts";
import type { Log } from "./log.ts";
import { shareEmbedded } from "./shared-embedded.ts";
import { explained } from "./start-error.ts";

/**
 * For whom it is opened. A `server` has the data folder to itself; a `command` shares the embedded
 * database of a server that runs, and starts it for the duration where none does.
 */
export type ProcessRole = "server" | "command";

/** A database that answers, whatever the state of its schema. */
export interface Database {
  /** What requests are answered over; a command does all of its work over it. */
  readonly connection: Connection;
  readonly pools: Required<Omit<Pools, "replica">> & Pick<Pools, "replica">;
  /** One connection apart from the others, which answers when they are all at work. */
  readonly probe: Connection;
  /** Whether this process has started it, and it ends with this process. */
  readonly isOwn: boolean;
  status(): Promise<SchemaStatus>;
  /** An embedded database goes through all; another waits with what follows for `db migrate --post`. */
  migrate(phase?: MigrationPhase): Promise<SchemaStatus>;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly role: ProcessRole;
  readonly log: Log;
}

export async function openDatabase(config: Config, options: OpenDatabaseOptions): Promise<Database> {
  const { role, log } = options;
  let isClosing = false;
  // A connection that is cut while it is being made is news only as long as nobody has cut it on purpose.
  const onLog = (line: string): void => {
    if (!isClosing) log.warn("The embedded database says something.", { line });
  };
  const { place, isOwn, stop } = await explained(reach(config, role, onLog));
  const { connection, pools, probe } = openPools(config, place, role);
  const close = async (): Promise<void> => {
    isClosing = true;
    const all = new Set([connection, ...Object.values(pools).filter((pool) => pool !== undefined)]);
    await Promise.all([...[...all].map((pool) => pool.end({ timeout: 5 })), probe.end({ timeout: 1 })]);
    await stop();
  };
  try {
    await explained(connection`select 1`, "The database does not answer");
    await explained(pools.direct`select 1`, "DATABASE_DIRECT_URL does not answer");
  } catch (error) {
    await close();
    throw error;
  }
  return {
    connection,
    pools,
    probe,
    isOwn,
    status: () => schemaStatus(pools.direct),
    migrate: (phase = config.database.kind === "embedded" ? "all" : "pre") =>
      explained(migrate(createSeam(config.testBuild).migration(pools.direct), { phase })),
    close,
  };
}

/** How long a statement may take, in milliseconds (S-168). */
const timeout = { web: 5_000, jobs: 60_000 };
/** An election keeps one, migrations need one. */
const directSize = 2;
/** What a command opens, which does one thing after another. */
const commandSize = 3;

function openPools(
  { database }: Config,
  { main, direct, replica }: Place,
  role: ProcessRole,
): Pick<Database, "connection" | "pools" | "probe"> {
  const probe = connect({ ...main, poolSize: 1, applicationName: "trunkline-probe" });
  const straight = connect({ ...direct, poolSize: directSize, applicationName: "trunkline-direct" });
  if (role === "command") {
    const connection = connect({ ...main, poolSize: commandSize });
    return { connection, pools: { jobs: connection, direct: straight }, probe };
  }
  const web = { poolSize: database.poolSize, statementTimeout: timeout.web };
  const connection = connect({ ...main, ...web });
  const jobs = connect({
    ...main,
    poolSize: database.jobsPoolSize,
    statementTimeout: timeout.jobs,
    applicationName: "trunkline-jobs",
  });
  const copy = replica && connect({ ...replica, ...web, applicationName: "trunkline-replica" });
  return { connection, pools: { jobs, direct: straight, ...(copy && { replica: copy }) }, probe };
}

/** Where the database is: by the way of requests, past a pooler, and a copy of it. */
interface Place {
  readonly main: ConnectOptions;
  readonly direct: ConnectOptions;
  readonly replica?: ConnectOptions;
}

interface Reached {
  readonly place: Place;
  readonly isOwn: boolean;
  stop(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

async function reach(
  { database, dataFolder }: Config,
  role: ProcessRole,
  onLog: (line: string) => void,
): Promise<Reached> {
  if (database.kind === "server") {
    const { url, prepare, directUrl, replica } = database;
    const main = { url: url.reveal(), prepare };
    const direct = directUrl === undefined ? main : { url: directUrl.reveal() };
    const copy = replica && { url: replica.url.reveal(), prepare: replica.prepare };
    return { place: { main, direct, ...(copy && { replica: copy }) }, isOwn: false, stop: nothing };
  }
  const at = (main: ConnectOptions): Place => ({ main, direct: main });
  if (role === "command") {
    const { connection, isOwn, stop } = await shareEmbedded(dataFolder, onLog);
    return { place: at(connection), isOwn, stop };
  }
  const own = await startEmbeddedPostgres({ dataDir: dataFolder, onLog });
  return { place: at(own.connection), isOwn: true, stop: () => own.stop() };
}
