import { setTimeout as sleep } from "node:timers/promises";
import { connectEmbedded, startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import { connect } from "@trunkline/storage-adapters/postgres";
import type { Connection, ConnectOptions } from "@trunkline/storage-adapters/postgres";

/** An embedded database that a command uses together with whatever else does. */
export interface SharedEmbedded {
  readonly connection: ConnectOptions;
  /** Whether this process has started it. */
  readonly isOwn: boolean;
  /** Lets go of it. Whoever has started it stops it, once nobody uses it any more. */
  stop(): Promise<void>;
}

/** Any number: whoever holds this lock uses the database, and whoever has it alone may stop it. */
const inUse = 7_381_204_611;
const patience = 30_000;
const turn = 200;

/**
 * Reaches the embedded database of a data folder for a command: that of a server that runs, or of another
 * command, or one that is started for the duration. A command whose database is stopped before it has begun to use it
 * starts anew.
 */
export async function shareEmbedded(dataDir: string, onLog: (line: string) => void): Promise<SharedEmbedded> {
  for (let waited = 0; ; waited += turn) {
    try {
      const running = await connectEmbedded(dataDir);
      if (running !== undefined) return await join(running, undefined);
      const own = await startEmbeddedPostgres({ dataDir, onLog });
      return await join(own.connection, () => own.stop());
    } catch (error) {
      if (waited >= patience || !isPassing(error)) throw error;
      await sleep(turn);
    }
  }
}

async function join(
  connection: ConnectOptions,
  end: (() => Promise<void>) | undefined,
): Promise<SharedEmbedded> {
  const held = connect({
    ...connection,
    poolSize: 1,
    statementTimeout: 0,
    lockTimeout: 0,
    applicationName: "trunkline-command",
  });
  try {
    await held`select pg_advisory_lock_shared(${inUse}::bigint)`;
  } catch (error) {
    await held.end({ timeout: 1 });
    await end?.();
    throw error;
  }
  const stop = async (): Promise<void> => {
    if (end !== undefined) await waitForOthers(held);
    await held.end({ timeout: 1 });
    await end?.();
  };
  return { connection, isOwn: end !== undefined, stop };
}

/** Whoever comes from now on waits for the lock until the database is gone, and has done nothing yet. */
async function waitForOthers(held: Connection): Promise<void> {
  await held`select pg_advisory_unlock_shared(${inUse}::bigint)`;
  await held`select pg_advisory_lock(${inUse}::bigint)`;
}

/** The database is being started or stopped by another command just now. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    /is in use by another/.test(error.message) ||
    /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOENT|EPIPE|57P0)/.test(code)
  );
}
