import type { Transact, Work } from "@trunkline/social";
import type { Connection, Transaction } from "./connect.ts";
import { keepRecorded, recorder, type StoresOver } from "./recorder.ts";

/** How often a transaction is run when the database takes it for the victim of a deadlock. */
const maxTries = 4;

/** Runs transactions; one that met another in a deadlock is run anew. */
export function createTransact(
  connection: Connection,
  { storesOver, now }: { readonly storesOver: StoresOver; readonly now: () => Date },
): Transact {
  return async <Result>(run: (work: Work) => Promise<Result>): Promise<Result> => {
    const once = async (sql: Transaction): Promise<{ readonly result: Result }> => {
      const { work, events, announcements } = recorder(storesOver(sql));
      const result = await run(work);
      await keepRecorded(sql, { events, announcements }, now());
      return { result };
    };
    for (let tries = 1; ; tries += 1) {
      try {
        return (await connection.begin(once)).result;
      } catch (error) {
        if (tries === maxTries || !isDeadlock(error)) throw error;
      }
    }
  };
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "40P01" || error.code === "40001");
}
