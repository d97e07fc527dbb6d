import { isIPv6 } from "node:net";

/** Finds out who is at the other end, behind the proxies that the operator trusts (S-106). */
export type AddressReader = (peer: string, forwardedFor: string | undefined) => string;

/**
 * Makes a reader that believes `X-Forwarded-For` from trusted peers alone. The header is walked from
 * the right, since only the entries that trusted proxies have written can be known to be true.
 */
export function createAddressReader(isTrusted: (address: string) => boolean): AddressReader {
  return (peer, forwardedFor) => {
    let client = unwrapped(peer);
    const entries = (forwardedFor ?? "").split(",").map((entry) => unwrapped(entry.trim()));
    for (const entry of entries.toReversed()) {
      if (!isTrusted(client) || entry === "") break;
      client = entry;
    }
    return client;
  };
}

/** `::ffff:192.0.2.1` is `192.0.2.1`; brackets and a port, as some proxies write them, are taken away. */
export function unwrapped(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
  return /^::ffff:(\d+(?:\.\d+){3})$/i.exec(bare)?.[1] ?? bare;
}

/** What a limit counts by: an IPv4 address, or the /64 that an IPv6 host has to itself. */
export function limitKey(address: string): string {
  if (!isIPv6(address)) return address;
  const { hostname } = new URL(`http://[${address.split("%", 1)[0]}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => "0");
  return `${[...before, ...gap, ...after].slice(0, 4).join(":")}::/64`;
}
