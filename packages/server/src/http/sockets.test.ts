import assert from "node:assert/strict";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { Unavailable } from "@trunkline/social";
import { test } from "vitest";
import { silentLog } from "../log.ts";
import { silentOutages } from "../outage-log.ts";
import { watchDatabase } from "./database-watch.ts";
import { createSockets } from "./sockets.ts";

test("a stream that cannot be admitted in an outage is asked to come again, and is no error", async () => {
  const errors: string[] = [];
  const sockets = createSockets({
    streaming: {
      admit: () => Promise.reject(new Unavailable("The database does not answer.")),
      open: () => assert.fail("nothing was admitted"),
    },
    guard: { hosts: new Set(["here.example"]), isTrusted: () => false, isExempt: () => false },
    origin: "https://here.example",
    log: { ...silentLog, error: (says) => void errors.push(says) },
    watch: watchDatabase({ ping: () => Promise.resolve() }),
    outages: silentOutages,
  });
  const request = Object.assign(new IncomingMessage(new Socket()), {
    url: "/api/v1/streaming",
    headers: { host: "here.example" },
  });
  const socket = new PassThrough();
  sockets.upgrade(request, socket, Buffer.alloc(0));
  assert.match(await text(socket), /^HTTP\/1\.1 503 .*\r\nRetry-After: 5\r\n/s);
  assert.deepEqual(errors, []);
});
