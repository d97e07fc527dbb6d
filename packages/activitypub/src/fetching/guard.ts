import { lookup as dnsLookup } from "node:dns";
import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { classifyAddress } from "./addresses.ts";
import type { AddressRange } from "./addresses.ts";

/** Finds every address of a host name. */
export type ResolveName = (name: string) => Promise<readonly LookupAddress[]>;

/** Thrown into a connection that must not be made. It never leaves the client. */
export class RefusedAddress extends Error {
  constructor(host: string) {
    super(`Connections to ${host} are refused.`);
    this.name = "RefusedAddress";
  }
}

const MAX_URL_LENGTH = 2048;

/** Ports of other protocols, which are never spoken to: https://fetch.spec.whatwg.org/#port-blocking */
const BAD_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/**
 * Reads an address that somebody else chose, and refuses it when its form alone forbids a request
 * (S-058): another scheme than http or https, user-info, control characters, more than 2048 characters.
 *
 * Plain http, IP-literal hosts and bad ports pass here only when there are private ranges at all to
 * which they could lead; the connection itself then decides.
 */
export function readOutboundUrl(text: string, allowed: readonly AddressRange[]): URL | undefined {
  if (text.length > MAX_URL_LENGTH || hasForbiddenCharacter(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  if (url.username !== "" || url.password !== "" || url.hostname === "") return undefined;
  const literal = literalAddress(url.hostname);
  if (literal !== undefined && classifyAddress(literal, allowed) !== "allowed") return undefined;
  return allowed.length === 0 && needsException(url) ? undefined : url;
}

/** Whether a request to this address is only for excepted private ranges. */
export function needsException(url: { protocol: string; hostname: string; port: string }): boolean {
  return (
    url.protocol !== "https:" ||
    literalAddress(url.hostname) !== undefined ||
    (url.port !== "" && BAD_PORTS.has(Number(url.port)))
  );
}

/**
 * Builds the `lookup` of a socket: resolves a name once, refuses it if any of its addresses is
 * refused, and hands over exactly the addresses that were checked (S-056).
 *
 * @param onlyAllowed whether even public addresses are refused, as for plain http
 */
export function createGuardedLookup(needs: {
  readonly resolve: ResolveName;
  readonly allowed: readonly AddressRange[];
  readonly onlyAllowed: boolean;
}): LookupFunction {
  const isRefused = ({ address }: LookupAddress): boolean => {
    const found = classifyAddress(address, needs.allowed);
    return found === "refused" || (needs.onlyAllowed && found !== "allowed");
  };
  return (name, options, done) => {
    needs.resolve(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || addresses.some(isRefused)) return done(new RefusedAddress(name), []);
        return options.all === true ? done(null, [...addresses]) : done(null, first.address, first.family);
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), []),
    );
  };
}

/** Asks the system's resolver. */
export const resolveName: ResolveName = (name) =>
  new Promise((resolve, reject) => {
    dnsLookup(name, { all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });

/** The address in a URL's host, where the host is an address and not a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

/** Controls, whitespace and backslashes, which parsers disagree about. */
function hasForbiddenCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}
