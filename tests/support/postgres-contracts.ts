import { setTimeout as sleep } from "node:timers/promises";
import type { FixedClock } from "@trunkline/social/memory";
import { memoryIds } from "@trunkline/social/memory";
import {
  cacheContract,
  type Clause,
  deadLetterContract,
  deliveryContract,
  eventLogContract,
  inboxContract,
  storageContract,
  streamContract,
} from "@trunkline/storage-adapters/contracts";
import type { PostgresStorage } from "@trunkline/storage-adapters/postgres";
import { describe, expect, test } from "vitest";

/** Every contract that PostgreSQL keeps, as tests over a storage that is open by the time they run. */
export function provePostgres(
  title: string,
  { open, clock }: { readonly open: () => PostgresStorage; readonly clock: FixedClock },
): void {
  const ids = memoryIds(clock);
  /** Waits until the database has carried a notice to this process and back. */
  const settled = async (): Promise<void> => {
    await open().ping();
    await sleep(50);
  };
  const subject = () => ({ ...open(), storage: open(), clock, ids, settled });
  const contracts: Readonly<Record<string, readonly Clause<ReturnType<typeof subject>>[]>> = {
    ...storageContract,
    cache: cacheContract,
    deadLetters: deadLetterContract,
    deliveries: deliveryContract,
    events: eventLogContract,
    inbox: inboxContract,
    stream: streamContract,
  };
  for (const [port, clauses] of Object.entries(contracts)) {
    describe(`${title} ${port}`, () => {
      test.each(clauses)("$promise", ({ prove }) => expect(prove(subject())).resolves.toBe(undefined));
    });
  }
}
