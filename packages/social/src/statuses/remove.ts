import type { Work } from "../stores.ts";
import type { Status } from "./status.ts";

/**
 * Deletes a status or takes back a boost, and records which of the two it was.
 * `false`, and nothing recorded, when it is deleted already.
 */
export async function removeStatus(work: Work, status: Status, at: Date): Promise<boolean> {
  if (!(await work.statuses.remove(status.id, at))) return false;
  if (status.boostOf === undefined) {
    work.record({ type: "status.deleted", status: status.id });
  } else {
    work.record({ type: "status.unboosted", by: status.account, status: status.boostOf, boost: status.id });
  }
  return true;
}
