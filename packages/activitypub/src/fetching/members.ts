import type { Normalise } from "../jsonld/normalise.ts";
import { readCollection } from "../objects/collection-document.ts";
import type { Collection } from "../objects/collection-document.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href } from "../objects/reference.ts";
import { readHref } from "../objects/wire.ts";
import type { SigningKey } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { FetchDocument, FetchReason } from "./documents.ts";

/** What a collection holds, by address. */
export interface Members {
  readonly items: readonly Href[];
  /** Whether that is all of it: it ended before the limits did. */
  readonly isComplete: boolean;
}

/** Reads a collection page by page. */
export type FetchMembers = (uri: Href, as?: SigningKey) => Promise<Verdict<Members, FetchReason>>;

/** S-063. */
const MAX_PAGES = 10;
const MAX_ITEMS = 1000;

/**
 * Builds the reading of a remote collection: ten pages of it and a thousand members at most, and no page on another
 * server (F-237). One that cannot be read to its end for any other reason is refused whole.
 */
export function createMembersFetcher(needs: {
  readonly fetchDocument: FetchDocument;
  readonly normalise: Normalise;
}): FetchMembers {
  const fetchOne = async (
    uri: Href,
    as: SigningKey | undefined,
  ): Promise<Verdict<Collection, FetchReason>> => {
    const document = await needs.fetchDocument(uri, as === undefined ? {} : { as });
    if (!document.ok) return document;
    const plain = await needs.normalise(document.value);
    const read = plain.ok ? readCollection(plain.value) : plain;
    return read.ok ? read : refuse("malformed");
  };
  return async (uri, as) => {
    const items: Href[] = [];
    let next: Href | Collection | undefined = uri;
    for (let pages = 0; next !== undefined && pages <= MAX_PAGES && items.length < MAX_ITEMS; pages += 1) {
      if (typeof next === "string" && !sameOrigin(next, uri)) return refuse("refused-address");
      const page: Verdict<Collection, FetchReason> =
        typeof next === "string" ? await fetchOne(next, as) : accept(next);
      if (!page.ok) return page;
      items.push(...page.value.items.map(readHref).filter((href) => href !== undefined));
      next = page.value.first ?? page.value.next;
    }
    return accept({
      items: items.slice(0, MAX_ITEMS),
      isComplete: next === undefined && items.length <= MAX_ITEMS,
    });
  };
}
