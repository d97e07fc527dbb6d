import type { Handle } from "../kernel/text.ts";
import { canonicalDomain } from "../kernel/untrusted.ts";

/** What of the settings says which names are ours. */
export interface Here {
  /** The domain of handles. */
  readonly domain: string;
  readonly origin: string;
}

const pattern = /^@?([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?:@([^\s@/?#]{1,253}))?$/i;

/** Reads `alice`, `@alice` or `alice@there.example`. A handle with a domain of ours comes out without it. */
export function parseHandle(text: string, here: Here): Handle | undefined {
  const [, username, domain] = text.length <= 512 ? (pattern.exec(text.trim()) ?? []) : [];
  return username === undefined ? undefined : withoutOwnDomain({ username, domain }, here);
}

/** The handle under which an account is kept: no domain for local ones, whichever of ours was written. */
export function withoutOwnDomain(handle: Handle, here: Here): Handle {
  const domain = handle.domain === undefined ? undefined : canonicalDomain(handle.domain);
  const isOurs = domain === canonicalDomain(here.domain) || domain === new URL(here.origin).host;
  return { username: handle.username, domain: isOurs ? undefined : domain };
}
