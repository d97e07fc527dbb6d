import { isIP } from "node:net";
import type { Href } from "../objects/reference.ts";
import type { ActorSource, Cache } from "../ports.ts";

export interface NewcomersNeeds {
  readonly cache: Cache;
  readonly actors: Pick<ActorSource, "isKnown">;
}

/** How many subdomains of one domain may bring somebody new within a window. */
const MAX_SUBDOMAINS = 10;
const WINDOW_MILLISECONDS = 3_600_000;

/**
 * Decides whether somebody who was never seen may be asked for. A domain can hold any number of subdomains, each
 * with any number of actors; of ten of them in an hour newcomers are taken, and whoever is known always (F-021).
 */
export function createNewcomers({ cache, actors }: NewcomersNeeds): (actor: Href) => Promise<boolean> {
  return async (actor) => {
    const host = URL.parse(actor)?.hostname ?? "";
    const domain = registrableDomain(host);
    if (domain === undefined || (await actors.isKnown?.(actor)) === true) return true;
    const key = `activitypub:newcomers:${domain}`;
    const hosts = new Set((await cache.get(key))?.split(" "));
    if (hosts.has(host)) return true;
    if (hosts.size >= MAX_SUBDOMAINS) return false;
    await cache.set(key, [...hosts, host].join(" "), WINDOW_MILLISECONDS);
    return true;
  };
}

/** Second levels under which countries register names. */
const SECOND_LEVELS: ReadonlySet<string> = new Set(
  "ac co com edu gen go gob gouv gov gv mil ne net nom or org sch".split(" "),
);

/**
 * The domain that somebody has registered, as far as it can be told without a list of all suffixes; none for an
 * address and for a name of one label.
 */
export function registrableDomain(host: string): string | undefined {
  if (isIP(host.replaceAll(/[[\]]/g, "")) !== 0) return undefined;
  const labels = host.split(".");
  const isNational = labels.at(-1)?.length === 2 && SECOND_LEVELS.has(labels.at(-2) ?? "");
  const length = isNational ? 3 : 2;
  return labels.length < length ? undefined : labels.slice(-length).join(".");
}
