import assert from "node:assert/strict";
import { memoryStorage } from "@trunkline/social/memory";
import { toId, toUri } from "@trunkline/social";
import type { Fediverse } from "@trunkline/social";
import { test } from "vitest";
import {
  currentRequest,
  inRequest,
  inTheirRequests,
  readRequestId,
  recallRequest,
  rememberRequest,
} from "./correlation.ts";
import { createLog } from "./log.ts";

test("R-032: an event is followed up in the course of the request that recorded it", async () => {
  const storage = memoryStorage();
  const transact = rememberRequest(storage.transact);
  const events = recallRequest(storage.events, () => undefined);
  const event = (id: string) =>
    ({ type: "status.deleted", status: toId<"status">(id), at: new Date(0) }) as never; // any event will do
  await inRequest("request-one", () => transact(async (work) => work.record(event("1"))));
  await transact(async (work) => work.record(event("2")));
  const seen: (string | undefined)[] = [];
  await events.relay(async () => void seen.push(currentRequest()), 10);
  assert.deepEqual(seen, ["request-one", undefined]);
});

test("R-032: a delivery names the request in whose course it was left, and an activity that with which it came", async () => {
  const storage = memoryStorage();
  const transact = rememberRequest(storage.transact);
  const events = recallRequest(storage.events, () => undefined);
  const event = { type: "status.deleted", status: toId<"status">("1"), at: new Date(0) } as never; // any event will do
  await inRequest("request-one", () => transact(async (work) => work.record(event)));
  const outgoing = {
    activityId: "https://here.example/1",
    sender: toUri<"actor">("https://here.example/users/ana"),
    body: "{}",
    inboxes: ["https://there.example/inbox"],
  };
  await events.relay((_event, work) => work.outbox.add(outgoing), 10);
  assert.deepEqual(
    storage.outgoing().map(({ request }) => request),
    ["request-one"],
  );
  let during: string | undefined;
  const receive = async (): Promise<void> => void (during = currentRequest());
  const fediverse = inTheirRequests({ receive } as unknown as Fediverse); // no more of it is needed
  const incoming = { actor: outgoing.sender, body: "{}", recipient: undefined };
  await fediverse.receive({ ...incoming, request: "request-two" });
  assert.equal(during, "request-two");
});

test("R-032: every line that is logged in the course of a request names it", () => {
  const lines: string[] = [];
  const log = createLog({
    level: "info",
    format: "json",
    now: () => new Date(0),
    write: (line) => lines.push(line),
  });
  inRequest("request-two", () => log.info("Something happened."));
  log.info("Something else happened.");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).request),
    ["request-two", undefined],
  );
});

test("S-155: an id from outside is taken over only where it can do no harm in a log", () => {
  assert.equal(readRequestId("0c1f-ok_9"), "0c1f-ok_9");
  for (const bad of ["short", "a\nb-forged-line", "x".repeat(129), undefined])
    assert.equal(readRequestId(bad), undefined);
});
