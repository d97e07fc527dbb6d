import assert from "node:assert/strict";
import { test } from "vitest";
import { whileLeading } from "./while-leading.ts";

test("R-030: what one process does for all goes on while it leads, and begins anew when it leads again", async () => {
  let isLeader = false;
  let look = (): void => undefined;
  const told: string[] = [];
  const onLead = (listener: () => void) => {
    look = listener;
    return () => undefined;
  };
  const begin = () => {
    told.push("begun");
    return () => told.push("ended");
  };
  const going = whileLeading({ isLeader: () => isLeader, onLead }, begin, 3_600_000);
  look();
  isLeader = true;
  look();
  look();
  isLeader = false;
  look();
  isLeader = true;
  look();
  await going.stop();
  assert.deepEqual(told, ["begun", "ended", "begun", "ended"]);
});
