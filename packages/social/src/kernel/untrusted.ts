import { after, minutes } from "./time.ts";

/** What a server calls its own: its origin, and the domain of its handles. */
export interface Home {
  readonly domain: string;
  readonly origin: string;
  /** What addresses of media files begin with, without a slash at the end. Left out: `/media` at the origin. */
  readonly mediaAddress?: string | undefined;
}

const maxUrlCharacters = 2048;

/**
 * A stranger's address, if it is one that a browser may be sent to: https, or whatever our own origin
 * speaks; no longer than 2048 characters, and without a name and password.
 */
export function webUrl(url: string | undefined, { origin }: Pick<Home, "origin">): string | undefined {
  if (url === undefined || url.length > maxUrlCharacters) return undefined;
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== "" || parsed.password !== "") return undefined;
  const isAllowed = parsed.protocol === "https:" || parsed.protocol === URL.parse(origin)?.protocol;
  return isAllowed ? parsed.href : undefined;
}

/** Whether an address is one of ours, so that nobody else may speak for it. */
export function isOurs(uri: string, { domain, origin }: Home): boolean {
  const host = hostOf(uri);
  return host !== undefined && (host === hostOf(origin) || host === canonicalDomain(domain));
}

/** The one spelling of a host that is compared and kept: lower case, ASCII, no dot at its end (S-036). */
function hostOf(uri: string): string | undefined {
  const host = URL.parse(uri)?.host.replace(/\.(?=$|:)/, "");
  return host === "" ? undefined : host;
}

/** The same of a domain as people write it. What is none stays as it is, in lower case. */
export function canonicalDomain(domain: string): string {
  return hostOf(`https://${domain}`) ?? domain.toLowerCase();
}

/** Whether one server answers for both addresses. */
export function isSameOrigin(one: string, other: string): boolean {
  const origin = URL.parse(one)?.origin;
  return origin !== undefined && origin !== "null" && origin === URL.parse(other)?.origin;
}

/** When something was said to have happened; what lies in the future, or makes no sense, happened now. */
export function pastInstant(claimed: Date | undefined, now: Date): Date {
  if (claimed === undefined || Number.isNaN(claimed.getTime())) return now;
  return claimed > now || claimed.getTime() < 0 ? now : claimed;
}

/** A time of change as a stranger gives it, at most a little ahead of our clock; `undefined` where it makes no sense. */
export function changeInstant(claimed: Date | undefined, now: Date): Date | undefined {
  if (claimed === undefined || Number.isNaN(claimed.getTime())) return undefined;
  const latest = after(now, minutes(5));
  return claimed > latest ? latest : claimed;
}
