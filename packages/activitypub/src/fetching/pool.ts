import type { Socket } from "node:net";
import { Agent, buildConnector, Client, Pool } from "undici";
import type { AddressRange } from "./addresses.ts";
import { createGuardedLookup, literalAddress, needsException, RefusedAddress } from "./guard.ts";
import type { ResolveName } from "./guard.ts";
import { classifyAddress } from "./addresses.ts";

const MAX_SOCKETS_PER_HOST = 8;
const MAX_SOCKETS = 512;

/** How long each step of a request may take, in milliseconds (S-060). */
export interface Patience {
  readonly connect: number;
  readonly firstByte: number;
  readonly idle: number;
}

export const DEFAULT_PATIENCE: Patience = { connect: 5000, firstByte: 10_000, idle: 10_000 };

export interface PoolNeeds {
  readonly allowed: readonly AddressRange[];
  readonly resolve: ResolveName;
  readonly patience: Patience;
}

/**
 * Builds the one pool of connections through which everything leaves: guarded, and capped (S-062). At the cap, a
 * connection on which nothing is asked is closed for one that is needed.
 */
export function createPool(needs: PoolNeeds): Agent {
  const { firstByte, idle } = needs.patience;
  const connect = createGuardedConnector(needs);
  const cap = createCap();
  const createClient = (origin: URL): Client => {
    const client: Client = new Client(origin, {
      pipelining: 1,
      allowH2: false,
      headersTimeout: firstByte,
      bodyTimeout: idle,
      connect: cap.holds(connect, () => client.stats.size === 0),
    });
    // Later, since its host's next request may follow at once.
    return client.on("drain", () => queueMicrotask(cap.makeRoom));
  };
  const ofHost = { connections: MAX_SOCKETS_PER_HOST, allowH2: false, factory: createClient };
  return new Agent({ allowH2: false, factory: (origin) => new Pool(origin, ofHost) });
}

/** Connects to checked addresses only; what needs an exception, to excepted ones only. */
function createGuardedConnector({ allowed, resolve, patience }: PoolNeeds): buildConnector.connector {
  const build = (onlyAllowed: boolean): buildConnector.connector =>
    buildConnector({
      allowH2: false,
      timeout: patience.connect,
      autoSelectFamily: true,
      lookup: createGuardedLookup({ resolve, allowed, onlyAllowed }),
    });
  const ordinary = build(false);
  const excepted = build(true);
  return (options, done) => {
    // A literal address is never looked up, so it is judged here.
    const literal = literalAddress(options.hostname);
    if (literal !== undefined && classifyAddress(literal, allowed) !== "allowed") {
      return done(new RefusedAddress(options.hostname), null);
    }
    return (needsException(options) ? excepted : ordinary)(options, done);
  };
}

interface Cap {
  /** Makes a connector wait for its turn. `isIdle` tells whether nothing is asked on what it has connected. */
  holds(connect: buildConnector.connector, isIdle: () => boolean): buildConnector.connector;
  /** Where somebody waits, closes what has been open and idle. */
  makeRoom(): void;
}

/** Keeps at most `MAX_SOCKETS` open; the next waits until one has closed. */
function createCap(): Cap {
  const waiting: (() => void)[] = [];
  const open = new Map<Socket, () => boolean>();
  let taken = 0;
  const leave = (): void => {
    taken -= 1;
    waiting.shift()?.();
  };
  const makeRoom = (): void => {
    if (waiting.length === 0) return;
    for (const [socket, isIdle] of open) {
      if (socket.destroyed || !isIdle()) continue;
      socket.destroy();
      return;
    }
  };
  const holds: Cap["holds"] = (connect, isIdle) => (options, done) => {
    const start = (): void => {
      taken += 1;
      connect(options, (...[error, socket]: Parameters<buildConnector.Callback>) => {
        if (error !== null) {
          leave();
          done(error, null);
          return;
        }
        open.set(socket, isIdle);
        socket.once("close", () => {
          open.delete(socket);
          leave();
        });
        done(null, socket);
      });
    };
    if (taken < MAX_SOCKETS) return start();
    waiting.push(start);
    makeRoom();
  };
  return { holds, makeRoom };
}
