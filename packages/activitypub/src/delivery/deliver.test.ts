import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Answer, Client, ClientReason, PostRequest } from "../fetching/client.ts";
import type { Delivery, HostHealth, KeyVault, Outcome } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { createKnock } from "../fetching/knock.ts";
import { createDeliverer } from "./deliver.ts";
import type { DeliverNeeds } from "./deliver.ts";
import { shortestAge } from "./retry.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { keyId: "https://ours.example/users/ana#main-key", privateKey };

function delivery(some: Partial<Delivery> = {}): Delivery {
  return {
    id: "1",
    inbox: "https://peer.example/inbox",
    sender: "https://ours.example/users/ana",
    activityId: "https://ours.example/users/ana/statuses/1/activity",
    body: '{"type":"Create"}',
    attempts: 0,
    token: "t",
    ...some,
  };
}

function answer(status: number, headers: Record<string, string> = {}): Verdict<Answer, ClientReason> {
  return accept({ status, url: "https://peer.example/inbox", headers, body: Buffer.alloc(0) });
}

interface World {
  readonly settled: Map<string, Outcome>;
  readonly posted: PostRequest[];
  readonly deliver: (limit?: number) => Promise<number>;
  readonly finish: () => Promise<void>;
}

function world(
  queue: Delivery[],
  reply: (request: PostRequest) => Verdict<Answer, ClientReason> | Promise<Verdict<Answer, ClientReason>>,
  { signingKey = async () => key, ...more }: Partial<KeyVault> & Partial<DeliverNeeds> = {},
): World {
  const settled = new Map<string, Outcome>();
  const posted: PostRequest[] = [];
  const client: Client = {
    get: async () => refuse("unreachable"),
    post: async (request) => {
      posted.push(request);
      await request.sign?.({ method: "POST", url: request.url, headers: {}, body: String(request.body) });
      return reply(request);
    },
    close: async () => undefined,
  };
  const { deliverDue, finish } = createDeliverer({
    deliveries: {
      claim: async (limit) => queue.splice(0, limit),
      settle: async ({ id }, outcome) => void settled.set(id, outcome),
    },
    keys: { signingKey },
    knock: createKnock({ client, signAs: () => async (hop) => hop.headers }),
    now: () => noon,
    random: () => 0.5,
    ...more,
  });
  return { settled, posted, deliver: deliverDue, finish };
}

const outcomeOf = async (
  attempts: number,
  reply: Verdict<Answer, ClientReason>,
): Promise<Outcome | undefined> => {
  const { deliver, settled } = world([delivery({ attempts })], () => reply);
  await deliver();
  return settled.get("1");
};

describe("deliverDue", () => {
  it("posts the body as it is to the inbox, and settles it as delivered", async () => {
    const { deliver, settled, posted } = world([delivery()], () => answer(202));
    expect(await deliver()).toBe(1);
    expect(posted).toMatchObject([
      {
        url: "https://peer.example/inbox",
        contentType: "application/activity+json",
        body: '{"type":"Create"}',
      },
    ]);
    expect(settled.get("1")).toEqual({ type: "delivered" });
  });

  it("claims no more than it was told", async () => {
    const { deliver } = world([delivery({ id: "1" }), delivery({ id: "2" })], () => answer(202));
    expect([await deliver(1), await deliver(1), await deliver(1)]).toEqual([1, 1, 0]);
  });

  it("keeps at most eight going to one host and 64 altogether (R-012)", async () => {
    let [toPeer, toAll, mostToPeer, mostToAll] = [0, 0, 0, 0];
    const queue = Array.from({ length: 200 }, (_, index) =>
      delivery({
        id: `${index}`,
        inbox: index < 100 ? "https://peer.example/inbox" : `https://h${index}.example/`,
      }),
    );
    const { deliver, settled } = world(queue, async ({ url }) => {
      const isPeer = url.startsWith("https://peer.");
      toPeer += isPeer ? 1 : 0;
      mostToPeer = Math.max(mostToPeer, toPeer);
      mostToAll = Math.max(mostToAll, (toAll += 1));
      await new Promise((resolve) => setImmediate(resolve));
      toPeer -= isPeer ? 1 : 0;
      toAll -= 1;
      return answer(202);
    });
    await deliver(200);
    expect([mostToPeer, mostToAll, settled.size]).toEqual([8, 64, 200]);
  });

  it("settles the others when one breaks, and tells of it", async () => {
    const broken = delivery({ id: "broken", sender: "https://ours.example/users/gone" });
    const { deliver, settled } = world([broken, delivery()], () => answer(202), {
      async signingKey(actor) {
        if (actor.endsWith("/gone")) throw new Error("not ours");
        return key;
      },
    });
    await expect(deliver()).rejects.toThrow("not ours");
    expect(settled.get("1")).toEqual({ type: "delivered" });
    expect(settled.get("broken")).toMatchObject({ type: "retry", reason: "internal-error" });
  });
});

describe("a slow host", () => {
  it("does not keep the call from resolving, and is settled in the end (R-012)", async () => {
    const gate = Promise.withResolvers<void>();
    const queue = [delivery({ id: "slow", inbox: "https://slow.example/inbox" }), delivery()];
    const { deliver, settled, finish } = world(queue, async ({ url }) => {
      if (url.startsWith("https://slow.")) await gate.promise;
      return answer(202);
    });
    expect(await deliver()).toBe(2);
    expect([...settled.keys()]).toEqual(["1"]);
    gate.resolve();
    await finish();
    expect([...settled.keys()]).toEqual(["1", "slow"]);
  });
});

describe("hosts that never answer", () => {
  it("delay the others by seconds, though they are many and came first (R-012)", async () => {
    const gate = Promise.withResolvers<void>();
    const of = (count: number, kind: string): Delivery[] =>
      Array.from({ length: count }, (_, index) => {
        const host = `${kind}${index}.example`;
        return delivery({ id: host, inbox: `https://${host}/inbox` });
      });
    const { deliver, settled, finish } = world([...of(100, "dead"), ...of(500, "alive")], async ({ url }) => {
      if (url.startsWith("https://dead")) await gate.promise;
      return url.startsWith("https://dead") ? refuse("timed-out") : answer(202);
    });
    const started = performance.now();
    await deliver(600);
    expect(performance.now() - started).toBeLessThan(5000);
    expect([...settled.values()].filter(({ type }) => type === "delivered").length).toBe(500);
    gate.resolve();
    await finish();
    expect(settled.size).toBe(600);
  });
});

describe("what becomes of a delivery (R-010)", () => {
  it.each([200, 201, 202, 204])("%i is delivered", async (status) => {
    expect(await outcomeOf(0, answer(status))).toEqual({ type: "delivered" });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])("%i is tried again", async (status) => {
    expect(await outcomeOf(0, answer(status))).toEqual({
      type: "retry",
      at: new Date("2026-03-01T12:00:02.500Z"),
      reason: `status-${status}`,
      ...([502, 503, 504].includes(status) ? { untilHostAnswers: true } : {}),
    });
  });

  it.each(["unreachable", "timed-out", "refused-address"] as const)(
    "a host that is %s is tried again",
    async (reason) => {
      expect(await outcomeOf(1, refuse(reason))).toEqual({
        type: "retry",
        at: new Date("2026-03-01T12:00:07.500Z"),
        reason,
        ...(reason === "refused-address" ? {} : { untilHostAnswers: true }),
      });
    },
  );

  it.each([400, 402, 405, 406, 409, 410, 413, 415, 422, 451, 501, 301, 302])(
    "F-209 T7: %i has failed for good at once",
    async (status) => {
      expect(await outcomeOf(0, answer(status))).toEqual({ type: "failed", reason: `status-${status}` });
    },
  );

  it("410 is told of, since nobody may be left there; other answers are not", async () => {
    const gone: string[] = [];
    const statuses = [410, 404, 202];
    const queue = statuses.map((status) =>
      delivery({ id: `${status}`, inbox: `https://h${status}.example/inbox` }),
    );
    const { deliver, settled } = world(
      queue,
      ({ url }) => answer(statuses.find((status) => url.includes(`h${status}.`)) ?? 500),
      { inboxGone: async (inbox) => void gone.push(inbox) },
    );
    await deliver();
    expect(gone).toEqual(["https://h410.example/inbox"]);
    expect(settled.get("410")).toEqual({ type: "failed", reason: "status-410" });
  });

  it.each([401, 403])("%i is tried again three times, within an hour and a quarter", async (status) => {
    const outcomes = await Promise.all([0, 1, 2, 3].map((attempts) => outcomeOf(attempts, answer(status))));
    expect(outcomes.map((outcome) => outcome?.type)).toEqual(["retry", "retry", "retry", "failed"]);
    const waits = outcomes.map((outcome) =>
      outcome?.type === "retry" ? outcome.at.getTime() - noon.getTime() : 0,
    );
    expect(waits).toEqual([60_000, 600_000, 3_600_000, 0]);
  });

  it("404 is tried again for a day", async () => {
    const isDayOld = Array.from({ length: 20 }, (_, attempts) => shortestAge(attempts + 1) >= 24 * 3_600_000);
    const outcomes = await Promise.all(isDayOld.map((_, attempts) => outcomeOf(attempts, answer(404))));
    expect(outcomes.map((outcome) => outcome?.type === "failed")).toEqual(isDayOld);
    expect(isDayOld.indexOf(true)).toBe(16);
  });

  it("F-211: Retry-After is waited for, up to a day, and not cut short when the host answers (R-009)", async () => {
    expect(await outcomeOf(0, answer(429, { "retry-after": "3600" }))).toMatchObject({
      at: new Date("2026-03-01T13:00:00Z"),
    });
    expect(await outcomeOf(0, answer(503, { "retry-after": "9999999" }))).toEqual({
      type: "retry",
      at: new Date("2026-03-02T12:00:00Z"),
      reason: "status-503",
    });
  });

  it("the 30th failure is the last, but none before seven days are over (F-208, R-009)", async () => {
    expect((await outcomeOf(28, answer(503)))?.type).toBe("retry");
    expect(await outcomeOf(29, answer(503))).toEqual({ type: "failed", reason: "status-503" });
    const young = delivery({ attempts: 40, since: new Date(noon.getTime() - 6.9 * 24 * 3_600_000) });
    const { deliver, settled } = world([young], () => answer(503));
    await deliver();
    expect(settled.get("1")).toMatchObject({ type: "retry", at: new Date("2026-03-02T06:00:00Z") });
  });
});

describe("a host that does not answer (R-012)", () => {
  const queueOf = (count: number, attempts = 0): Delivery[] =>
    Array.from({ length: count }, (_, index) => delivery({ id: `${index}`, attempts }));

  it("is not asked again after ten failures; its deliveries are put off, not lost", async () => {
    const { deliver, settled, posted } = world(queueOf(40), () => refuse("timed-out"));
    await deliver(40);
    expect(posted.length).toBeLessThanOrEqual(17);
    expect(settled.size).toBe(40);
    const putOff = [...settled.values()].filter(
      (outcome) => outcome.type === "retry" && outcome.reason === "host-unavailable",
    );
    expect(putOff.length).toBe(40 - posted.length);
    expect(putOff[0]).toEqual({
      type: "retry",
      at: new Date("2026-03-01T12:01:00Z"),
      reason: "host-unavailable",
      untilHostAnswers: true,
    });
  });

  it("puts off by the delivery's own schedule where that is longer, so that its days are kept", async () => {
    const { deliver, settled } = world(queueOf(40, 9), () => refuse("timed-out"));
    await deliver(40);
    expect(settled.get("39")).toMatchObject({
      type: "retry",
      at: new Date("2026-03-01T12:32:00Z"),
      reason: "host-unavailable",
    });
  });

  it("is asked about where all processes know of it, and told of there", async () => {
    const told: string[] = [];
    const until = new Date("2026-03-01T12:10:00Z");
    const hosts: HostHealth = {
      permit: async (host) => (host === "shut.example" ? { type: "wait", until } : { type: "go" }),
      succeeded: async (host) => void told.push(`${host} answers`),
      failed: async (host) => void told.push(`${host} fails`),
    };
    const queue = ["shut", "fine", "sick"].map((name) =>
      delivery({ id: name, inbox: `https://${name}.example/inbox` }),
    );
    const reply = ({ url }: PostRequest) => answer(url.includes("sick") ? 503 : 202);
    const { deliver, settled, posted } = world(queue, reply, { hosts });
    await deliver();
    expect(posted.map(({ url }) => url)).toEqual([
      "https://fine.example/inbox",
      "https://sick.example/inbox",
    ]);
    expect(told.toSorted()).toEqual(["fine.example answers", "sick.example fails"]);
    expect(settled.get("shut")).toMatchObject({ type: "retry", at: until, reason: "host-unavailable" });
  });

  it.each([404, 422, 410, 501])(
    "F-209: is not blamed for a %i, which is about one inbox alone",
    async (status) => {
      const { deliver, posted } = world(queueOf(40), () => answer(status));
      await deliver(40);
      expect(posted.length).toBe(40);
    },
  );

  it("F-210: is left alone once it is taken for gone, but for what insists", async () => {
    const told: string[] = [];
    const hosts: HostHealth = {
      permit: async () => ({ type: "stop" }),
      succeeded: async (host) => void told.push(host),
      failed: async () => undefined,
    };
    const queue = [delivery({ id: "post" }), delivery({ id: "follow", insists: true })];
    const { deliver, settled, posted } = world(queue, () => answer(202), { hosts });
    await deliver();
    expect(posted.length).toBe(1);
    expect([...settled]).toEqual([
      ["post", { type: "failed", reason: "host-gone" }],
      ["follow", { type: "delivered" }],
    ]);
    expect(told).toEqual(["peer.example"]);
  });
});
