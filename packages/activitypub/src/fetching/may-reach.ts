import { readRanges } from "./addresses.ts";
import type { Cidr } from "./addresses.ts";
import { readOutboundUrl } from "./guard.ts";

/**
 * Whether an address that somebody chose may be asked or written to at all, by its form alone (S-066): the client
 * decides once more at each connection, when it knows where the name leads.
 *
 * @param allowedPrivateAddresses private ranges that may be reached in spite of it
 */
export function mayReach(address: string, allowedPrivateAddresses: readonly Cidr[] = []): boolean {
  return readOutboundUrl(address, readRanges(allowedPrivateAddresses)) !== undefined;
}
