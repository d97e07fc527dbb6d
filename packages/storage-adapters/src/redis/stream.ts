import { randomUUID } from "node:crypto";
import { type Announcement, type Milliseconds, seconds, type Stream } from "@trunkline/social";
import type { RedisConnection } from "./connect.ts";

/** How often a relay gives a sign of life. */
const defaultBeat: Milliseconds = seconds(2);

/** How many signs of life in a row make a relay one to rely on. */
const steadyAfter = 3;

/** One message: who relays, the how-manieth of theirs it is, and what it says; a sign of life says nothing. */
interface Relayed {
  readonly relay: string;
  readonly place: number;
  readonly announcement?: Announcement;
}

const channelOf = ({ prefix }: RedisConnection): string => `${prefix}:stream`;

/** What a relay needs. */
export interface StreamRelayOptions {
  readonly redis: RedisConnection;
  /** Where announcements come from: PostgreSQL, which sends them with the commit. */
  readonly source: Stream;
  readonly beat?: Milliseconds;
}

/**
 * Hands on announcements from a source that is dear to listen to, to as many processes as there are. One process
 * of a server does this at a time. The answer ends it.
 */
export function relayStream({ redis, source, beat = defaultBeat }: StreamRelayOptions): () => void {
  let relay = randomUUID();
  let place = 0;
  const publish = (message: Relayed): void => {
    void redis.ask((commands) => commands.publish(channelOf(redis), JSON.stringify(message)));
  };
  const hand = (announcement: Announcement): void => {
    place += 1;
    publish({ relay, place, announcement });
  };
  // Under another name it is another relay, and whoever listens knows that something may be missing.
  const leave = source.subscribe(hand, () => (relay = randomUUID()));
  const timer = setInterval(() => publish({ relay, place }), beat);
  return () => {
    clearInterval(timer);
    leave();
  };
}

/** What a listener needs. */
export interface RedisStreamOptions {
  readonly redis: RedisConnection;
  /** Listened to itself while Redis is away, or nobody relays. Left out: then nothing is heard. */
  readonly fallback?: Stream;
  readonly beat?: Milliseconds;
}

/** A stream over Redis, which can be closed. */
export interface RedisStream extends Stream {
  /** Whether announcements come over Redis just now, rather than from the fallback. */
  readonly isRelayed: boolean;
  close(): void;
}

interface Listener {
  readonly listener: (announcement: Announcement) => void;
  readonly onGap: (() => void) | undefined;
}

/**
 * Hears what `relayStream` hands on in another process. Redis keeps no message for anybody, so every break is
 * noticed, by the places of messages and by signs of life that stay away. Then the listeners are told, and the
 * fallback is listened to until a relay has been steady again.
 */
export function createRedisStream(options: RedisStreamOptions): RedisStream {
  const { redis, fallback, beat = defaultBeat } = options;
  const listeners = new Set<Listener>();
  const say = (announcement: Announcement): void => {
    for (const { listener } of listeners) listener(announcement);
  };
  const tellGap = (): void => {
    for (const { onGap } of listeners) onGap?.();
  };
  const direct = createDetour(fallback, say, tellGap);
  const isAlone = fallback === undefined;
  let isRelayed = isAlone;
  const pick = (isSteady: boolean): void => {
    if (isAlone ? !isSteady : isRelayed !== isSteady) tellGap();
    if (!isAlone) isRelayed = isSteady;
    direct.keep(!isRelayed && listeners.size > 0);
  };
  const ear = listenToRelay({ redis, beat }, { say: (said) => isRelayed && say(said), pick });
  return {
    get isRelayed() {
      return isRelayed;
    },
    subscribe(listener, onGap) {
      // An object of its own, so that one listener may subscribe twice and leave once.
      const own = { listener, onGap };
      listeners.add(own);
      direct.keep(!isRelayed);
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) direct.keep(false);
      };
    },
    close() {
      ear();
      direct.keep(false);
    },
  };
}

interface Detour {
  /** Listens from now on, or no more. */
  keep(isOpen: boolean): void;
}

function createDetour(
  source: Stream | undefined,
  say: (announcement: Announcement) => void,
  tellGap: () => void,
): Detour {
  let leave: (() => void) | undefined;
  return {
    keep(isOpen) {
      if (isOpen) leave ??= source?.subscribe(say, tellGap);
      else {
        leave?.();
        leave = undefined;
      }
    },
  };
}

interface Heard {
  say(announcement: Announcement): void;
  /** A relay has become steady (`true`), or nothing can be relied on (`false`); the latter again and again. */
  pick(isSteady: boolean): void;
}

/** Subscribes to the relay's channel, and judges whether nothing was missed. The answer ends it. */
function listenToRelay(
  { redis, beat }: { readonly redis: RedisConnection; readonly beat: Milliseconds },
  { say, pick }: Heard,
): () => void {
  const connection = redis.listener();
  let last: Relayed | undefined;
  let steady = 0;
  let isSilent = false;
  const lapse = (): void => {
    last = undefined;
    steady = 0;
    pick(false);
  };
  const watch = setInterval(() => {
    if (isSilent) lapse();
    isSilent = true;
  }, 3 * beat);
  const hear = (_channel: string, text: string): void => {
    isSilent = false;
    const message = JSON.parse(text) as Relayed; // written by `relayStream`
    const { relay, place, announcement } = message;
    const isNext = last?.relay === relay && place === last.place + (announcement === undefined ? 0 : 1);
    if (last !== undefined && !isNext) lapse();
    last = message;
    if (announcement !== undefined) say(announcement);
    else if ((steady += 1) === steadyAfter) pick(true);
  };
  connection.on("message", hear);
  connection.on("close", lapse);
  // Subscribed anew by the driver after each break.
  connection.subscribe(channelOf(redis)).catch(() => undefined); // closed before it was reached
  return () => {
    clearInterval(watch);
    connection.removeListener("close", lapse);
    connection.disconnect();
  };
}
