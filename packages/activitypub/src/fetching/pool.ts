import type { Socket } from "node:net";
import { Agent, buildConnector } from "undici";
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

/** Builds the one pool of connections through which everything leaves: guarded, and capped (S-062). */
export function createPool(needs: PoolNeeds): Agent {
  return new Agent({
    connections: MAX_SOCKETS_PER_HOST,
    pipelining: 1,
    allowH2: false,
    headersTimeout: needs.patience.firstByte,
    bodyTimeout: needs.patience.idle,
    connect: capped(createGuardedConnector(needs)),
  });
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

/** Keeps at most `MAX_SOCKETS` open; the next waits until one has closed. */
function capped(connect: buildConnector.connector): buildConnector.connector {
  const waiting: (() => void)[] = [];
  let open = 0;
  const leave = (): void => {
    open -= 1;
    waiting.shift()?.();
  };
  return (options, done) => {
    const start = (): void => {
      open += 1;
      connect(options, (...[error, socket]: Parameters<buildConnector.Callback>) => {
        if (error !== null) {
          leave();
          done(error, null);
          return;
        }
        onceClosed(socket, leave);
        done(null, socket);
      });
    };
    if (open < MAX_SOCKETS) start();
    else waiting.push(start);
  };
}

function onceClosed(socket: Socket, then: () => void): void {
  socket.once("close", then);
}
