import { randomUUID } from "node:crypto";
import { type Announcement, type Milliseconds, seconds, type Stream } from "@trunkline/social";
import type { RedisConnection } from "./connect.ts";

/** How often a relay gives a sign of life. */
const defaultBeat: Milliseconds = seconds(2);

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
  const relay = randomUUID();
  let place = 0;
  const publish = (message: Relayed): void => {
    void redis.ask((commands) => commands.publish(channelOf(redis), JSON.stringify(message)));
  };
  const leave = source.subscribe((announcement) => {
    place += 1;
    publish({ relay, place, announcement });
  });
  const timer = setInterval(() => publish({ relay, place }), beat);
  return () => {
    clearInterval(timer);
    leave();
  };
}

/** What a listener needs. */
export interface RedisStreamOptions {
  readonly redis: RedisConnection;
  /**
   * Something may have been missed, or come twice. Whoever shows announcements to people closes their streams:
   * their clients then ask for what they lack. Told again and again while it lasts.
   */
  readonly onGap: () => void;
  readonly beat?: Milliseconds;
}

/** A stream over Redis, which can be closed. */
export interface RedisStream extends Stream {
  close(): void;
}

/**
 * Hears what `relayStream` hands on in another process. Redis keeps no message for anybody, so every break is
 * noticed, by the places of messages and by signs of life that stay away, and told.
 */
export function createRedisStream({ redis, onGap, beat = defaultBeat }: RedisStreamOptions): RedisStream {
  const listeners = new Set<(announcement: Announcement) => void>();
  const connection = redis.listener();
  let last: Relayed | undefined;
  let isSilent = false;
  const lapse = (): void => {
    last = undefined;
    onGap();
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
    if (last !== undefined && !isNext) onGap();
    last = message;
    if (announcement !== undefined) for (const listener of listeners) listener(announcement);
  };
  connection.on("message", hear);
  connection.on("close", lapse);
  // Subscribed anew by the driver after each break.
  connection.subscribe(channelOf(redis)).catch(() => undefined); // closed before it was reached
  return {
    subscribe(listener) {
      // A function of its own, so that one listener may subscribe twice and leave once.
      const own = (announcement: Announcement): void => listener(announcement);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    close() {
      clearInterval(watch);
      connection.removeListener("close", lapse);
      connection.disconnect();
    },
  };
}
