import { PUBLIC } from "../objects/reference.ts";
import type { Href } from "../objects/reference.ts";
import { isJsonObject, readHref, readList } from "../objects/wire.ts";

/** Who may see a post: everybody; everybody but not in public timelines; followers; those it names. */
export type Visibility = "public" | "unlisted" | "private" | "direct";

/** To whom something is addressed. */
export interface Audience {
  readonly to: readonly Href[];
  readonly cc: readonly Href[];
}

const MAX_ADDRESSEES = 10_000;

/** Everybody, as some servers write it (F-120). */
const PUBLIC_FORMS: ReadonlySet<unknown> = new Set([PUBLIC, "as:Public", "Public"]);

/** Whether an addressee means everybody. */
function isPublic(addressee: unknown): boolean {
  return PUBLIC_FORMS.has(addressee);
}

/** Reads `to` or `cc`: http(s) addresses, and everybody in any of its forms, written out. */
export function readAudience(value: unknown): readonly Href[] {
  return readList(value)
    .slice(0, MAX_ADDRESSEES)
    .map((item) => (isPublic(isJsonObject(item) ? item["id"] : item) ? PUBLIC : readHref(item)))
    .filter((href) => href !== undefined);
}

/** Whether what is addressed like this is for everybody, in public timelines or not. */
export function isForEverybody({ to, cc }: { readonly to?: unknown; readonly cc?: unknown }): boolean {
  return [...readAudience(to), ...readAudience(cc)].some(isPublic);
}

/**
 * What an address list means (F-120). Followers in `cc` alone do not make a post private: it is `direct`.
 *
 * @param followers the address of the author's followers, where it is known
 */
export function visibilityOf({ to, cc }: Audience, followers: Href | undefined): Visibility {
  if (to.some(isPublic)) return "public";
  if (cc.some(isPublic)) return "unlisted";
  return followers !== undefined && to.includes(followers) ? "private" : "direct";
}

/** Addresses a post as Mastodon does. Each addressee is named once. */
export function audienceOf(visibility: Visibility, followers: Href, mentioned: readonly Href[]): Audience {
  const table: Readonly<Record<Visibility, Audience>> = {
    public: { to: [PUBLIC], cc: [followers, ...mentioned] },
    unlisted: { to: [followers], cc: [PUBLIC, ...mentioned] },
    private: { to: [followers], cc: mentioned },
    direct: { to: mentioned, cc: [] },
  };
  const { to, cc } = table[visibility];
  return { to: [...new Set(to)], cc: [...new Set(cc)] };
}
