import { fixedClock, memoryIds, memoryStorage } from "@trunkline/social/memory";
import { describe, expect, test } from "vitest";
import type { Clause } from "./clause.ts";
import { deadLetterContract } from "./dead-letters.ts";
import { eventLogContract } from "./events.ts";
import { inboxContract } from "./inbox.ts";
import { storageContract } from "./storage.ts";
import { streamContract } from "./transact.ts";

function open() {
  const clock = fixedClock();
  const ids = memoryIds(clock);
  const storage = memoryStorage({ clock, ids });
  const { events, stream, inbox, deadLetters } = storage;
  return {
    storage,
    clock,
    ids,
    events,
    stream,
    inbox,
    deadLetters,
    seen: inbox,
    settled: () => Promise.resolve(),
  };
}

const contracts: Readonly<Record<string, readonly Clause<ReturnType<typeof open>>[]>> = {
  ...storageContract,
  deadLetters: deadLetterContract,
  events: eventLogContract,
  inbox: inboxContract,
  stream: streamContract,
};

for (const [port, clauses] of Object.entries(contracts)) {
  describe(`memory ${port}`, () => {
    test.each(clauses)("$promise", ({ prove }) => expect(prove(open())).resolves.toBe(undefined));
  });
}
