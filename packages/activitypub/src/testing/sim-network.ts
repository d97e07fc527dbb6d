import { createHash } from "node:crypto";
import type { Client, ClientReason } from "../fetching/client.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import type { FakeClock } from "./clock.ts";
import { fakeClient } from "./fake-client.ts";
import { fateOf } from "./fates.ts";
import type { Faults } from "./fates.ts";
import { hashOf } from "./random.ts";

/** One activity that was posted to an inbox, and what became of that. */
export interface Exchange {
  readonly at: Date;
  /** The hosts of both sides. */
  readonly from: string;
  readonly to: string;
  readonly inbox: Href;
  readonly activity: JsonObject;
  /** How it was answered; a word where there was no answer. */
  readonly answer: number | ClientReason;
}

/** Who can be reached, and what happens on the way there. */
export interface SimNetwork {
  readonly client: (host: string) => Client;
  readonly host: (host: string, answer: (request: Request) => Promise<Response | undefined>) => void;
  readonly fail: (faults: Partial<Faults>) => void;
  readonly cut: (...hosts: readonly string[]) => void;
  readonly join: (...hosts: readonly string[]) => void;
  readonly exchanges: readonly Exchange[];
  /** What becomes of a message that is tried once more. */
  readonly fate: (from: string, to: string, body: string) => ReturnType<typeof fateOf>;
  /** Asks a host, through the faults of the network. */
  readonly exchange: (from: string, request: Request) => Promise<Response | ClientReason>;
}

/** What a network is made of. */
export interface NetworkNeeds {
  readonly seed: number | string;
  readonly clock: FakeClock;
  readonly memory: number;
  readonly faults: Faults;
}

/** Builds a network without hosts. */
export function createNetwork({ seed, clock, memory, faults: first }: NetworkNeeds): SimNetwork {
  const hosts = new Map<string, (request: Request) => Promise<Response | undefined>>();
  const alone = new Set<string>();
  const exchanges: Exchange[] = [];
  const tries = new Map<number, number>();
  let faults = first;
  const fate: SimNetwork["fate"] = (from, to, body) => {
    const message = `${from} ${to} ${createHash("sha1").update(body).digest("base64")}`;
    const known = hashOf(message);
    const count = tries.get(known) ?? 0;
    tries.set(known, count + 1);
    return fateOf(seed, `${message} ${count}`, faults);
  };
  const remember = (exchange: Exchange): void => {
    exchanges.push(exchange);
    if (exchanges.length > memory) exchanges.splice(0, exchanges.length - memory);
  };
  const pass = async (from: string, request: Request): Promise<Response | ClientReason> => {
    const to = new URL(request.url).host;
    const answer = hosts.get(to);
    const isCut = from !== to && (alone.has(from) || alone.has(to));
    if (answer === undefined || isCut) return "unreachable";
    return (await answer(request)) ?? new Response(null, { status: 404 });
  };
  const exchange: SimNetwork["exchange"] = async (from, request) => {
    const body = request.method === "POST" ? await request.clone().text() : "";
    const { isLost, isAnswerLost } = fate(from, request.url, body);
    const answer = isLost ? "unreachable" : await pass(from, request);
    const heard = isAnswerLost && typeof answer !== "string" ? "timed-out" : answer;
    if (request.method === "POST") {
      const word = typeof answer === "string" ? answer : answer.status;
      remember({
        at: clock.now(),
        from,
        to: hostOf(request),
        inbox: request.url,
        activity: parse(body),
        answer: word,
      });
    }
    return heard;
  };
  return {
    fate,
    exchange,
    exchanges,
    client: (host) => fakeClient((request) => exchange(host, request)),
    host: (host, answer) => void hosts.set(host, answer),
    fail: (more) => {
      faults = { ...faults, ...more };
    },
    cut: (...names) => names.forEach((name) => alone.add(name)),
    join: (...names) => names.forEach((name) => alone.delete(name)),
  };
}

function hostOf({ url }: Request): string {
  return new URL(url).host;
}

function parse(body: string): JsonObject {
  const value: unknown = JSON.parse(body);
  return isJsonObject(value) ? value : {};
}
