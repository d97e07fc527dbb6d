import type { Client } from "../fetching/client.ts";
import { fetchReason, statusReason } from "../fetching/documents.ts";
import type { FetchReason } from "../fetching/documents.ts";
import type { Href } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { parameter } from "./alternate-link.ts";

const PAGE_BYTES = 1024 * 1024;

export interface LinkNeeds {
  readonly client: Client;
  readonly isLocal: (url: Href) => boolean;
}

/** Whether a page links to one of some addresses, and says that this is the same person. */
export type LinksTo = (page: Href, profiles: readonly Href[]) => Promise<Verdict<boolean, FetchReason>>;

/**
 * Builds the proof of profile links: the page has to link back, with `rel="me"` and exactly to the profile (S-068).
 * Our own pages prove nothing.
 */
export function createLinksTo({ client, isLocal }: LinkNeeds): LinksTo {
  return async (page, profiles) => {
    if (isLocal(page)) return refuse("refused-address");
    const answer = await client.get({ url: page, accept: "text/html", maxBytes: PAGE_BYTES });
    if (!answer.ok) return refuse(fetchReason[answer.reason]);
    const { status, url, body } = answer.value;
    const reason = statusReason(status);
    return reason === undefined ? accept(linksBack(body.toString("utf8"), url, profiles)) : refuse(reason);
  };
}

/** What a page shows to nobody, and so says to nobody. */
const unseen = /<!--[\s\S]*?(?:-->|$)|<(script|style|template|textarea|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

/** Whether HTML has a link to one of the profiles whose relations hold `me`. */
export function linksBack(html: string, base: Href, profiles: readonly Href[]): boolean {
  const wanted = new Set(profiles.map((profile) => URL.parse(profile)?.href ?? ""));
  for (const [element] of html.replace(unseen, "").matchAll(/<(?:a|link)\b[^<>]*>/gi)) {
    const relations = (parameter(element, "rel") ?? "").toLowerCase().split(/\s+/);
    const href = URL.parse(parameter(element, "href") ?? "", base)?.href;
    if (relations.includes("me") && href !== undefined && wanted.has(href)) return true;
  }
  return false;
}
