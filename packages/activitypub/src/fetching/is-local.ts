import { hostOf } from "../objects/origin.ts";
import type { Href } from "../objects/reference.ts";

/**
 * Builds the test whether an address is on one of our own hosts (S-034). What is no address at all is
 * not ours.
 */
export function createIsLocal(ours: {
  readonly origin: string;
  readonly handleDomain: string;
}): (url: Href) => boolean {
  const hosts = new Set([new URL(ours.origin).host, new URL(`https://${ours.handleDomain}`).host]);
  return (url) => hosts.has(hostOf(url).replace(/\.(?=$|:)/, ""));
}
