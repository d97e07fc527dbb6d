import { isIPv4, isIPv6 } from "node:net";

/** A range of addresses in CIDR notation, as in `127.0.0.0/8`. */
export type Cidr = string;

/** A range, taken apart once so that it can be compared quickly. */
export interface AddressRange {
  readonly bytes: Uint8Array;
  readonly prefixBits: number;
}

/** `public`: anybody may be reached there. `allowed`: private, but excepted by the operator. */
export type AddressClass = "public" | "allowed" | "refused";

/** IPv4 that is not global unicast (S-055). */
const REFUSED_IPV4 = readRanges([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);

/** The only part of IPv6 that is global unicast, and the holes in it (S-055). */
const GLOBAL_IPV6 = readRanges(["2000::/3"]);
const REFUSED_IPV6 = readRanges([
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
]);

/** IPv6 ranges whose last four bytes are an IPv4 address: mapped, compatible and translated. */
const WRAPPED_IPV4 = readRanges(["::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48"]);

/**
 * Says whether an address may be connected to.
 *
 * An IPv6 address that wraps an IPv4 one is never public; it is unwrapped so that an exception for
 * the IPv4 range covers it too. What is not an address is refused.
 */
export function classifyAddress(address: string, allowed: readonly AddressRange[] = []): AddressClass {
  const bytes = readAddress(address);
  if (bytes === undefined) return "refused";
  if (isInside(bytes, allowed) || isInside(unwrap(bytes), allowed)) return "allowed";
  const isPublic =
    bytes.length === 4
      ? !isInside(bytes, REFUSED_IPV4)
      : isInside(bytes, GLOBAL_IPV6) && !isInside(bytes, REFUSED_IPV6);
  return isPublic ? "public" : "refused";
}

/** Reads ranges that the operator or this file wrote. Throws on one that is not CIDR notation. */
export function readRanges(cidrs: readonly Cidr[]): readonly AddressRange[] {
  return cidrs.map((cidr) => {
    const [address = "", prefix = ""] = cidr.split("/");
    const bytes = readAddress(address);
    const prefixBits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
    if (bytes === undefined || !(prefixBits <= bytes.length * 8)) {
      throw new Error(`Not a range of addresses in CIDR notation: ${cidr}`);
    }
    return { bytes, prefixBits };
  });
}

function unwrap(bytes: Uint8Array): Uint8Array {
  return isInside(bytes, WRAPPED_IPV4) ? bytes.subarray(12) : bytes;
}

function isInside(bytes: Uint8Array, ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => range.bytes.length === bytes.length && matches(bytes, range));
}

function matches(bytes: Uint8Array, { bytes: base, prefixBits }: AddressRange): boolean {
  for (let bit = 0; bit < prefixBits; bit += 8) {
    const mask = prefixBits - bit >= 8 ? 0xff : (0xff << (8 - (prefixBits - bit))) & 0xff;
    const index = bit / 8;
    if (((bytes[index] ?? 0) & mask) !== ((base[index] ?? 0) & mask)) return false;
  }
  return true;
}

/** The bytes of an address, or `undefined` where the text is none. A zone (`%eth0`) makes it none. */
function readAddress(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return Uint8Array.from(text.split("."), Number);
  if (!isIPv6(text) || text.includes("%")) return undefined;
  const [head = "", tail] = withoutDots(text).split("::");
  const before = readGroups(head);
  const after = tail === undefined ? [] : readGroups(tail);
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return Uint8Array.from([...before, ...gap, ...after].flatMap((group) => [group >> 8, group & 0xff]));
}

function readGroups(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

/** Rewrites the dotted end that IPv6 allows (`::ffff:127.0.0.1`) as two groups. */
function withoutDots(text: string): string {
  const at = text.lastIndexOf(":");
  const end = text.slice(at + 1);
  if (!end.includes(".")) return text;
  const [a = 0, b = 0, c = 0, d = 0] = end.split(".").map(Number);
  return `${text.slice(0, at + 1)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
