import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface ReadinessNeeds {
  /** Asks the database for nothing. */
  readonly ping: () => Promise<unknown>;
  /** Names of migrations that this version needs and the database lacks. */
  readonly waiting: () => Promise<readonly string[]>;
  /** The storage root. */
  readonly folder: string;
  readonly isStopping: () => boolean;
}

/** How long each check may take, and for how long one that passed holds, in milliseconds. */
const patience = 900;
const checksHold = 10_000;

/** Finds out why this process should get no requests: none when it should. */
export function createReadiness({
  ping,
  waiting,
  folder,
  isStopping,
}: ReadinessNeeds): () => Promise<readonly string[]> {
  const schema = held(async () =>
    (await waiting()).length === 0 ? undefined : "the schema is not up to date",
  );
  const storage = held(() => whyNotWritable(folder));
  const database = async (): Promise<undefined> => {
    await ping();
  };
  return async () => {
    if (isStopping()) return ["it is stopping"];
    const checks = [
      inTime(database, "the database does not answer"),
      inTime(schema, "the schema could not be read"),
      inTime(storage, "the storage root does not answer"),
    ];
    return (await Promise.all(checks)).filter((reason) => reason !== undefined);
  };
}

type Check = () => Promise<string | undefined>;

/** A check that passed is not made anew for a while. */
function held(check: Check): Check {
  let passedAt = -Infinity;
  return async () => {
    const now = performance.now();
    if (now - passedAt < checksHold) return undefined;
    const reason = await check();
    if (reason === undefined) passedAt = now;
    return reason;
  };
}

async function inTime(check: Check, otherwise: string): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patience);
  });
  const reason = await Promise.race([check().catch(() => otherwise), late]);
  clearTimeout(timer);
  return reason;
}

/** A folder that is not there is not needed: secrets and database come from elsewhere. */
async function whyNotWritable(folder: string): Promise<string | undefined> {
  const file = join(folder, `.probe-${process.pid}`);
  try {
    await writeFile(file, "");
    await rm(file, { force: true });
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return code === "ENOENT" ? undefined : `the storage root cannot be written to (${code})`;
  }
}
