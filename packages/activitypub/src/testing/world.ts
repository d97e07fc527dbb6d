import type { Client } from "../fetching/client.ts";
import { ACTIVITY_TYPE } from "../fetching/media-type.ts";
import { generateRsaKeyPair } from "../keys/rsa.ts";
import type { RsaKeyPair } from "../keys/rsa.ts";
import type { Href } from "../objects/reference.ts";
import { signRequest } from "../signatures/sign-request.ts";
import { createArrivals } from "./arrivals.ts";
import { fakeClock } from "./clock.ts";
import type { FakeClock } from "./clock.ts";
import { noFaults } from "./fates.ts";
import type { Faults } from "./fates.ts";
import { habitsOf } from "./habits.ts";
import type { Habits, Software } from "./habits.ts";
import { hashOf } from "./random.ts";
import { createNetwork } from "./sim-network.ts";
import type { Exchange, SimNetwork } from "./sim-network.ts";
import type { SimPerson } from "./sim-person.ts";
import { simServer } from "./sim-server.ts";
import type { SimServer } from "./sim-server.ts";

/** How a world is made. */
export interface WorldOptions {
  /** All that happens by chance follows from it. 1 by default. */
  readonly seed?: number | string;
  readonly faults?: Partial<Faults>;
  readonly clock?: FakeClock;
  /** How many exchanges are remembered, the newest ones; 10,000 by default. */
  readonly memory?: number;
}

/**
 * A fediverse in this process: servers with habits, a network with faults, and a clock that moves only while
 * the world runs. The application under test is one more host in it.
 */
export interface World {
  readonly seed: number | string;
  readonly clock: FakeClock;
  /** The way out for an application that lives on a host; it goes through the faults of the network. */
  client(host: string): Client;
  /** Puts an application on a host: whatever is asked there, it answers. */
  host(host: string, answer: (request: Request) => Promise<Response | undefined>): void;
  /** Builds a server that passes itself off as some software; single habits may be changed. */
  server(host: string, software?: Software, habits?: Partial<Habits>): SimServer;
  /** Changes what goes wrong on the network from now on. */
  fail(faults: Partial<Faults>): void;
  /** Cuts hosts off from all others but themselves, until they are joined again. */
  cut(...hosts: readonly string[]): void;
  join(...hosts: readonly string[]): void;
  /**
   * Lets everything arrive that is under way, and moves the clock along. What is lost is sent again, at growing
   * intervals, up to eight times.
   *
   * @param work what the application does of its own accord, such as delivering; it says how much there was to
   *   do, and is called until there is nothing
   */
  run(work?: () => Promise<number>): Promise<void>;
  /** Moves the clock by so much, and lets arrive what is due until then. */
  pass(milliseconds: number, work?: () => Promise<number>): Promise<void>;
  /** How many messages of simulated servers were given up after their last try. */
  readonly lost: number;
  /** What was posted to inboxes, oldest first. */
  readonly exchanges: readonly Exchange[];
}

interface Letter {
  readonly from: SimPerson;
  readonly body: string;
  readonly inbox: Href;
  readonly tries: number;
}

const MAX_TRIES = 8;
const FIRST_PAUSE_MILLISECONDS = 30_000;
const KEY_PAIRS = 4;

/** Builds a world without hosts. Its few key pairs are shared by all accounts: making one takes a while. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { seed = 1, clock = fakeClock(), memory = 10_000 } = options;
  const pairs = await Promise.all(Array.from({ length: KEY_PAIRS }, generateRsaKeyPair));
  const network = createNetwork({ seed, clock, memory, faults: { ...noFaults, ...options.faults } });
  const mail = createMail(network, clock);
  return {
    seed,
    clock,
    ...network,
    server(host, software = "mastodon", habits = {}) {
      const server = simServer({
        host,
        habits: { ...habitsOf[software], ...habits },
        clock,
        client: network.client(host),
        pairFor: (username) => pairOf(pairs, `${username}@${host}`),
        send: (from, body, inboxes) => inboxes.forEach((inbox) => mail.post({ from, body, inbox, tries: 0 })),
      });
      network.host(host, (request) => server.answer(request));
      return server;
    },
    async run(work = idle) {
      do {
        for (let next = mail.next(); next !== undefined; next = mail.next()) await mail.arriveUntil(next);
        await exhaust(work);
      } while (mail.next() !== undefined);
    },
    async pass(milliseconds, work = idle) {
      const until = clock.now().getTime() + milliseconds;
      await mail.arriveUntil(until);
      clock.pass(until - clock.now().getTime());
      await exhaust(work);
    },
    get lost() {
      return mail.lost();
    },
  };
}

/** What simulated servers have sent, until it has arrived or is given up. */
interface Mail {
  readonly post: (letter: Letter, pause?: number) => void;
  /** When the next one arrives. */
  readonly next: () => number | undefined;
  readonly arriveUntil: (until: number) => Promise<void>;
  readonly lost: () => number;
}

function createMail(network: SimNetwork, clock: FakeClock): Mail {
  const underWay = createArrivals<Letter>();
  const met = new Set<string>();
  let lost = 0;
  const post: Mail["post"] = (letter, pause = 0) => {
    const { delayMilliseconds, isTwice } = network.fate(letter.from.id, letter.inbox, letter.body);
    const at = clock.now().getTime() + pause + delayMilliseconds;
    underWay.add(at, letter);
    if (isTwice) underWay.add(at + delayMilliseconds, letter);
  };
  const arrive = async (letter: Letter): Promise<void> => {
    await probe(letter, network, met);
    const answer = await network.exchange(letter.from.host, delivery(letter, clock.now()));
    const isOver = typeof answer !== "string" && answer.status < 500 && answer.status !== 429;
    if (isOver) return;
    if (letter.tries >= MAX_TRIES) lost += 1;
    else post({ ...letter, tries: letter.tries + 1 }, FIRST_PAUSE_MILLISECONDS * 2 ** letter.tries);
  };
  return {
    post,
    next: underWay.next,
    async arriveUntil(until) {
      for (let next = underWay.next(); next !== undefined && next <= until; next = underWay.next()) {
        clock.pass(Math.max(0, next - clock.now().getTime()));
        const letter = underWay.take();
        if (letter !== undefined) await arrive(letter);
      }
    },
    lost: () => lost,
  };
}

const idle = async (): Promise<number> => 0;

async function exhaust(work: () => Promise<number>): Promise<void> {
  while ((await work()) > 0);
}

/** What some servers look at before they deliver to a host for the first time. */
async function probe({ from, inbox }: Letter, network: SimNetwork, met: Set<string>): Promise<void> {
  const { origin, host } = new URL(inbox);
  if (!from.habits.probes || met.has(`${from.host} ${host}`)) return;
  met.add(`${from.host} ${host}`);
  await network.exchange(from.host, new Request(`${origin}/`));
  await network.exchange(from.host, new Request(`${origin}/.well-known/host-meta`));
}

function pairOf(pairs: readonly RsaKeyPair[], handle: string): RsaKeyPair {
  const [pair] = pairs.slice(hashOf(handle) % pairs.length);
  if (pair === undefined) throw new Error("There are no keys.");
  return pair;
}

function delivery({ from, body, inbox }: Letter, now: Date): Request {
  const { habits } = from;
  const headers = {
    "content-type": ACTIVITY_TYPE,
    ...(habits.closesConnections ? { connection: "close" } : {}),
  };
  const request = { method: "POST", url: inbox, headers, body } as const;
  return new Request(inbox, { method: "POST", body, headers: signRequest(request, from.key, now) });
}
