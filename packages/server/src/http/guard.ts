import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { createAddressReader, limitKey, unwrapped } from "./client-address.ts";
import type { AddressReader } from "./client-address.ts";
import { faultOfTarget } from "./path.ts";

/** What is known of a request besides the request itself. Nothing, in tests that have no socket. */
export interface Env {
  Bindings: Partial<HttpBindings>;
}

export interface GuardOptions {
  /** Every value of `Host` that is answered, in lower case. */
  readonly hosts: ReadonlySet<string>;
  readonly isTrusted: (address: string) => boolean;
  readonly isExempt: (address: string) => boolean;
}

/** Who is at the other end of a request. */
export interface Clients {
  /** The client's address. */
  addressOf(context: Context): string;
  /** The client, as limits count it; `undefined` for one that no limit touches. */
  limitKeyOf(context: Context): string | undefined;
}

export function createClients({ isTrusted, isExempt }: Omit<GuardOptions, "hosts">): Clients {
  const read: AddressReader = createAddressReader(isTrusted);
  const addressOf = (context: Context): string =>
    read(peerOf(context) ?? "127.0.0.1", context.req.header("x-forwarded-for"));
  return {
    addressOf,
    limitKeyOf(context) {
      const address = addressOf(context);
      return isExempt(address) ? undefined : limitKey(address);
    },
  };
}

/** What a request says that decides whether it is let in at all. */
export interface Entrance {
  /** The target as it was sent. */
  readonly target: string;
  readonly peer: string | undefined;
  readonly host: string | undefined;
  readonly forwardedHost: string | undefined;
}

/** Why a request is turned away before anybody looks at it; `undefined` when it is not. */
export function turnedAway(
  { target, peer, host, forwardedHost }: Entrance,
  { hosts, isTrusted }: Pick<GuardOptions, "hosts" | "isTrusted">,
): { readonly status: 400 | 414 | 421; readonly says: string } | undefined {
  const fault = faultOfTarget(target);
  if (fault === "too-long") return { status: 414, says: "The address is too long." };
  if (fault === "malformed") return { status: 400, says: "The address is malformed." };
  const isProxied = peer !== undefined && isTrusted(unwrapped(peer));
  const named = (isProxied ? forwardedHost : undefined) ?? host;
  if (named !== undefined && hosts.has(named.toLowerCase())) return undefined;
  return { status: 421, says: "This server does not answer for that host." };
}

/** Turns away requests whose target or `Host` is not one that the rest of the server has to reckon with. */
export function guard(options: GuardOptions): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { pathname, search, host } = new URL(context.req.url);
    const bindings: Env["Bindings"] | undefined = context.env;
    const refusal = turnedAway(
      {
        target: bindings?.incoming?.url ?? `${pathname}${search}`,
        peer: peerOf(context),
        host: context.req.header("host") ?? host,
        forwardedHost: context.req.header("x-forwarded-host"),
      },
      options,
    );
    return refusal === undefined ? next() : context.text(refusal.says, refusal.status);
  };
}

/** Whether the other end of the connection is a proxy that the operator trusts. */
export function isFromTrusted(context: Context, { isTrusted }: Pick<GuardOptions, "isTrusted">): boolean {
  const peer = peerOf(context);
  return peer !== undefined && isTrusted(unwrapped(peer));
}

function peerOf(context: Context): string | undefined {
  const bindings: Env["Bindings"] | undefined = context.env;
  return bindings?.incoming?.socket.remoteAddress;
}
