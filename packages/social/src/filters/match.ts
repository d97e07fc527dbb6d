import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Filter, FilterContext, FilterKeyword } from "./filters.store.ts";

/** That a filter matches a status, and by what. */
export interface FilterMatch {
  readonly filter: Filter;
  /** What was found of its keywords, as it is written there. */
  readonly keywords: readonly string[];
  /** The statuses that it names. */
  readonly statuses: readonly StatusId[];
}

/** What filters look at. */
export interface Filtered {
  /** The status, and what it boosts. */
  readonly ids: readonly StatusId[];
  /** All of its text. Asked for only where there is a keyword. */
  readonly text: () => string;
}

/** Finds the filters that match. */
export type Matcher = (what: Filtered) => readonly FilterMatch[];

/** Prepares the filters that hold at a time. */
export function createMatcher(filters: readonly Filter[], now: Date): Matcher {
  const standing = filters
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .map((filter) => ({ filter, patterns: filter.keywords.map(patternOf) }));
  return ({ ids, text }) => {
    let read: string | undefined;
    return standing.flatMap(({ filter, patterns }) => {
      const found = (pattern: RegExp): readonly string[] => pattern.exec((read ??= text())) ?? [];
      const keywords = patterns.flatMap(found);
      const statuses = filter.statuses.map(({ status }) => status).filter((status) => ids.includes(status));
      return keywords.length + statuses.length === 0 ? [] : [{ filter, keywords, statuses }];
    });
  };
}

/** Whether a list of this context leaves a status out. One's own stay. */
export function isHidden(
  view: { readonly status: { readonly account: AccountId }; readonly filtered: readonly FilterMatch[] },
  viewer: AccountId | undefined,
  context: FilterContext,
): boolean {
  if (view.status.account === viewer) return false;
  return view.filtered.some(({ filter }) => filter.action === "hide" && filter.contexts.includes(context));
}

const word = String.raw`[\p{L}\p{M}\p{N}\p{Pc}]`;

/** A keyword is plain text: no pattern, and so never slow. Only an end that is part of a word has to end one. */
function patternOf({ keyword, wholeWord }: FilterKeyword): RegExp {
  const plain = keyword.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (sign) =>
    sign === "-" ? String.raw`\x2d` : `\\${sign}`,
  );
  const before = wholeWord && new RegExp(`^${word}`, "u").test(keyword) ? `(?<!${word})` : "";
  const after = wholeWord && new RegExp(`${word}$`, "u").test(keyword) ? `(?!${word})` : "";
  return new RegExp(before + plain + after, "iu");
}
