import type { Transact, Work } from "@trunkline/social";
import type { Connection, Transaction } from "./connect.ts";
import { keepRecorded, recorder, type StoresOver } from "./recorder.ts";
import type { WakesOf } from "./wake.ts";

interface TransactNeeds {
  readonly storesOver: StoresOver;
  readonly now: () => Date;
  readonly wakesOf: WakesOf;
}

/** How often a transaction is run when the database takes it for the victim of a deadlock. */
const maxTries = 4;

/** Runs transactions; one that met another in a deadlock is run anew. */
export function createTransact(
  connection: Connection,
  { storesOver, now, wakesOf }: TransactNeeds,
): Transact {
  return async <Result>(run: (work: Work) => Promise<Result>): Promise<Result> => {
    const once = async (sql: Transaction): Promise<Done<Result>> => {
      const { wake, committed } = wakesOf(sql);
      const { work, events, announcements } = recorder(storesOver(sql, wake));
      const result = await run(work);
      await keepRecorded(sql, { events, announcements }, { now: now(), wake });
      return { result, committed };
    };
    for (let tries = 1; ; tries += 1) {
      try {
        const { result, committed } = await connection.begin(once);
        committed();
        return result;
      } catch (error) {
        if (tries === maxTries || !isDeadlock(error)) throw error;
      }
    }
  };
}

interface Done<Result> {
  readonly result: Result;
  readonly committed: () => void;
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "40P01" || error.code === "40001");
}
