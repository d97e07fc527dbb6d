import { codePointsOf } from "../kernel/characters.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days, seconds } from "../kernel/time.ts";
import type { Filter, FilterAction, FilterContext, FilterKeyword, FilterTerms } from "./filters.store.ts";

/** What filters are limited to: of one account, all of its filters together; lengths in code points. */
export const filterLimits = {
  filters: 100,
  keywords: 1000,
  statuses: 1000,
  titleCharacters: 256,
  keywordCharacters: 512,
} as const;

/** A keyword as it is asked for. */
export interface KeywordWish {
  /** Of one that is to be changed or removed. */
  readonly id?: string | undefined;
  readonly keyword?: string | undefined;
  /** Left out of a new one: `true`. */
  readonly wholeWord?: boolean | undefined;
  readonly isRemoved?: boolean | undefined;
}

/** A filter as it is asked for. */
export interface FilterWish {
  readonly title: string;
  readonly contexts: readonly FilterContext[];
  /** Left out of a new one: `warn`. */
  readonly action?: FilterAction | undefined;
  /** How long it holds from now on; `never` to end: for good, as a new one does where nothing is said. */
  readonly expiresInSeconds?: number | "never" | undefined;
  readonly keywords?: readonly KeywordWish[] | undefined;
}

type Terms = FilterTerms & Pick<FilterWish, "expiresInSeconds">;

/** Nobody thinks further than a hundred years ahead. */
const longest = days(36_525);

/** Refuses with `invalid` what breaks a rule. */
export function checkTerms(wish: Omit<Terms, "action"> & Pick<FilterWish, "action">, now: Date): FilterTerms {
  const { contexts, action = "warn", expiresInSeconds } = wish;
  const title = checkText("Title", wish.title, filterLimits.titleCharacters);
  if (contexts.length === 0) throw new Refusal("invalid", "Context None or invalid context supplied");
  const expiresAt = expiresInSeconds === undefined ? wish.expiresAt : endOf(expiresInSeconds, now);
  return { title, contexts: [...new Set(contexts)], action, expiresAt };
}

export function checkKeyword({ keyword = "", wholeWord = true }: KeywordWish): Omit<FilterKeyword, "id"> {
  return { keyword: checkText("Keyword", keyword, filterLimits.keywordCharacters), wholeWord };
}

/** Refuses with `limit-reached` what is too much to be looked for in every list. */
export function checkTotals(filters: readonly Filter[]): void {
  const count = (parts: "keywords" | "statuses"): number =>
    filters.reduce((sum, filter) => sum + filter[parts].length, 0);
  for (const parts of ["keywords", "statuses"] as const) {
    if (count(parts) > filterLimits[parts])
      throw new Refusal(
        "limit-reached",
        `All filters together can have no more than ${filterLimits[parts]} ${parts}.`,
      );
  }
}

function checkText(name: string, text: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new Refusal("invalid", `${name} can't be blank`);
  if (codePointsOf(trimmed) > most)
    throw new Refusal("invalid", `${name} is too long (maximum is ${most} characters)`);
  return trimmed;
}

function endOf(expiresInSeconds: number | "never", now: Date): Date | undefined {
  if (expiresInSeconds === "never") return undefined;
  const span = seconds(expiresInSeconds);
  if (!Number.isSafeInteger(expiresInSeconds) || expiresInSeconds < 0 || span > longest)
    throw new Refusal("invalid", "A filter holds for a whole number of seconds, at most a hundred years.");
  return after(now, span);
}
