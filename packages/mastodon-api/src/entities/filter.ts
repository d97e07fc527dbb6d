import type {
  Filter,
  FilterAction,
  FilterContext,
  FilterKeyword,
  FilterMatch,
  FilterStatus,
} from "@trunkline/social";
import { z } from "zod";
import { instant } from "./instant.ts";

export interface FilterKeywordEntity {
  readonly id: string;
  readonly keyword: string;
  readonly whole_word: boolean;
}

export interface FilterStatusEntity {
  readonly id: string;
  readonly status_id: string;
}

/** What the viewer does not want to read, or not at once. */
export interface FilterEntity {
  readonly id: string;
  readonly title: string;
  readonly context: readonly FilterContext[];
  /** `null`: never. */
  readonly expires_at: string | null;
  readonly filter_action: FilterAction;
  /** These two are not told where the filter stands in a status that it matches. */
  readonly keywords?: readonly FilterKeywordEntity[] | undefined;
  readonly statuses?: readonly FilterStatusEntity[] | undefined;
}

/** That a filter matches a status, and by what; `null`: by nothing of this kind. */
export interface FilterResultEntity {
  readonly filter: FilterEntity;
  readonly keyword_matches: readonly string[] | null;
  readonly status_matches: readonly string[] | null;
}

/** A keyword with the filter around it, as clients knew filters before 4.0. */
export interface FilterV1Entity {
  readonly id: string;
  readonly phrase: string;
  readonly context: readonly FilterContext[];
  readonly whole_word: boolean;
  readonly expires_at: string | null;
  /** Whether it hides. */
  readonly irreversible: boolean;
}

export const filterContext: z.ZodType<FilterContext> = z.enum([
  "home",
  "notifications",
  "public",
  "thread",
  "account",
]);

export const filterAction: z.ZodType<FilterAction> = z.enum(["warn", "hide", "blur"]);

export const filterKeyword: z.ZodType<FilterKeywordEntity> = z.strictObject({
  id: z.string(),
  keyword: z.string(),
  whole_word: z.boolean(),
});

export const filterStatus: z.ZodType<FilterStatusEntity> = z.strictObject({
  id: z.string(),
  status_id: z.string(),
});

export const filter: z.ZodType<FilterEntity> = z.strictObject({
  id: z.string(),
  title: z.string(),
  context: z.array(filterContext),
  expires_at: instant.nullable(),
  filter_action: filterAction,
  keywords: z.array(filterKeyword).optional(),
  statuses: z.array(filterStatus).optional(),
});

export const filterResult: z.ZodType<FilterResultEntity> = z.strictObject({
  filter,
  keyword_matches: z.array(z.string()).nullable(),
  status_matches: z.array(z.string()).nullable(),
});

export const filterV1: z.ZodType<FilterV1Entity> = z.strictObject({
  id: z.string(),
  phrase: z.string(),
  context: z.array(filterContext),
  whole_word: z.boolean(),
  expires_at: instant.nullable(),
  irreversible: z.boolean(),
});

export function renderFilterKeyword({ id, keyword, wholeWord }: FilterKeyword): FilterKeywordEntity {
  return { id, keyword, whole_word: wholeWord };
}

export function renderFilterStatus({ id, status }: FilterStatus): FilterStatusEntity {
  return { id, status_id: status };
}

function renderTerms({ id, title, contexts, action, expiresAt }: Filter): FilterEntity {
  const expires = expiresAt?.toISOString() ?? null;
  return { id, title, context: contexts, expires_at: expires, filter_action: action };
}

export function renderFilter(given: Filter): FilterEntity {
  return {
    ...renderTerms(given),
    keywords: given.keywords.map(renderFilterKeyword),
    statuses: given.statuses.map(renderFilterStatus),
  };
}

export function renderFilterResult({
  filter: matching,
  keywords,
  statuses,
}: FilterMatch): FilterResultEntity {
  return {
    filter: renderTerms(matching),
    keyword_matches: keywords.length === 0 ? null : keywords,
    status_matches: statuses.length === 0 ? null : statuses,
  };
}

export function renderFilterV1(given: Filter, { id, keyword, wholeWord }: FilterKeyword): FilterV1Entity {
  const { contexts, expiresAt, action } = given;
  return {
    id,
    phrase: keyword,
    context: contexts,
    whole_word: wholeWord,
    expires_at: expiresAt?.toISOString() ?? null,
    irreversible: action === "hide",
  };
}
