import { generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { createClient } from "../src/fetching/client.ts";
import { createFederation } from "../src/federation.ts";
import { memoryPorts } from "../src/testing/index.ts";
import type { Delivery, DeliveryQueue, Outcome } from "../src/ports.ts";
import { inboxOf, noteBody, ORIGIN, SENDER } from "./fan-out-note.ts";
import type { FanOut, Place } from "./fan-out-note.ts";

/** Our side: deliveries that are made as they are claimed, as out of a database, over real connections. */
export function fanOutOurs(): FanOut & { readonly privateKey: KeyObject } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const queue = createQueue();
  const ports = {
    ...memoryPorts(),
    deliveries: queue,
    keys: { signingKey: async () => ({ keyId: `${SENDER}#main-key`, privateKey }) },
    now: () => new Date(),
  };
  const federation = createFederation(ports, {
    origin: ORIGIN,
    handleDomain: "ours.example",
    client: createClient({ userAgent: "bench", allowedPrivateAddresses: ["127.0.0.0/8"] }),
    software: { name: "bench", version: "1", repository: ORIGIN, homepage: ORIGIN },
    node: { name: "bench", description: "", openRegistrations: false },
  });
  return {
    privateKey,
    async send(place) {
      queue.fill(place);
      while ((await federation.deliverDue()) > 0);
      await queue.isEmpty();
    },
    close: () => federation.close(),
  };
}

interface Filled extends DeliveryQueue {
  readonly fill: (place: Place) => void;
  /** Resolves once everything is settled; rejects when anything did not arrive. */
  readonly isEmpty: () => Promise<void>;
}

function createQueue(): Filled {
  let current = { body: "", place: { port: 0, hosts: 0 } };
  let [next, settled] = [0, 0];
  let finish = Promise.withResolvers<void>();
  const claimed = (index: number): Delivery => ({
    id: String(index),
    inbox: inboxOf(current.place.port, index),
    sender: SENDER,
    activityId: `${SENDER}/1`,
    body: current.body,
    attempts: 0,
    token: "1",
  });
  return {
    fill(place) {
      current = { body: noteBody(), place };
      [next, settled] = [0, 0];
      finish = Promise.withResolvers();
    },
    async claim(limit) {
      const count = Math.min(limit, current.place.hosts - next);
      next += count;
      return Array.from({ length: count }, (_, index) => claimed(next - count + index));
    },
    async settle({ inbox }, outcome: Outcome) {
      settled += 1;
      if (outcome.type !== "delivered") finish.reject(new Error(`${inbox}: ${outcome.reason}`));
      if (settled === current.place.hosts) finish.resolve();
    },
    isEmpty: () => finish.promise,
  };
}
