import { type AccountId, createMediaLinks, type MediaLinks } from "@trunkline/social";

/** For whom an entity is rendered, and at which server. */
export interface Reader {
  /** As in `https://social.example`, without a slash at the end. */
  readonly origin: string;
  /** `undefined` when nobody is signed in. */
  readonly viewer: AccountId | undefined;
  /** Where media lies. Left out: below `/media` at the origin. */
  readonly links?: MediaLinks | undefined;
}

/** Where media lies, for this reader. */
export function linksOf({ origin, links }: Pick<Reader, "origin" | "links">): MediaLinks {
  return links ?? createMediaLinks({ origin });
}
