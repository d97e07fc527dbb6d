import { canonicalDomain } from "./untrusted.ts";

/** Whether a domain is another one, or lies below it. Both in canonical form; ports are not looked at. */
export function isBelow(domain: string, above: string): boolean {
  const [name, other] = [withoutPort(domain), withoutPort(above)];
  return name === other || name.endsWith(`.${other}`);
}

function withoutPort(domain: string): string {
  return domain.replace(/:\d+$/, "");
}

/** The canonical form of a domain as people write it: lower case, ASCII, no dot at its end. `undefined` for what is none. */
export function readDomain(text: string): string | undefined {
  const given = text.trim();
  if (given.length > 253 || /[\s/\\@?#]/.test(given)) return undefined;
  const domain = canonicalDomain(given);
  const isDomain =
    /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?(?::\d{1,5})?$/.test(domain) && !domain.includes("..");
  return isDomain ? domain : undefined;
}

/**
 * A domain and all above it, without a port: `a.b.example`, `b.example`, `example`. A rule about one of them holds
 * for the domain too (S-049).
 *
 * @param domain in canonical form
 */
export function lineOf(domain: string): readonly string[] {
  const labels = withoutPort(domain).split(".");
  return labels.map((_label, place) => labels.slice(place).join("."));
}
