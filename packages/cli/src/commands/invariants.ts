import { composed } from "../composed.ts";
import type { Finding } from "../finding.ts";
import { terminal } from "../terminal.ts";

/** What to do about each that is broken; the names are those of the storage. */
const remedies: Readonly<Record<string, string>> = {
  "events are followed up": "start the server, and read its log for the job relay-events",
  "received activities are dealt with": "start the server, and read its log for the job receive-activities",
  "deliveries are tried": "start the server, and read its log for the job deliver-activities",
  "something is made of uploads": "start the server, and read its log for the job process-uploads",
  "files that nobody needs are removed":
    "start the server, and see that it reaches the media folder or bucket",
  "no event is given up": "the column reason of the table events says why",
  "no received activity is given up": "the column reason of the table received_activities says why",
  "no delivery is given up": "the column reason of the table deliveries says why",
  "no body of a sent activity is kept for nobody": "nothing is lost; it only takes room",
  "accounts' counters equal a recount": "run trunkline cache recount accounts",
  "statuses' counters equal a recount": "run trunkline cache recount statuses",
  "polls' counters equal a recount": "run trunkline cache recount polls",
  "private keys open": "put the key that sealed them back into ENCRYPTION_KEYS",
};

const otherwise = "restore a backup, or report it as a flaw with the names that stand here";

/** A finding for each invariant of the database. Where it cannot be opened, that is the finding. */
export async function invariants(): Promise<readonly Finding[]> {
  try {
    return (await composed(({ storage }) => storage.invariants())).map(
      ({ name, weight, broken, examples }) => {
        if (broken === 0) return { check: name, result: "pass", says: "yes" };
        const result = weight === "fault" ? "fail" : "warn";
        const some = examples.join(", ");
        return { check: name, result, says: `not of ${broken} (${some}); ${remedies[name] ?? otherwise}` };
      },
    );
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return [{ check: "invariants", result: "fail", says }];
  }
}

/** Counts anew, and tells how much was wrong. */
export async function recountAll(): Promise<void> {
  for (const what of ["accounts", "statuses", "polls"] as const) {
    const wrong = await composed(({ storage }) => storage.recount(what));
    terminal.tell(`Counted anew: ${wrong} ${what} had a counter that was wrong.`);
  }
}
