import {
  type BlockedServer,
  type DatedText,
  plainToHtml,
  type Rule,
  type ShownTerms,
  type Week,
} from "@trunkline/social";
import { z } from "zod";
import { day, instant } from "./instant.ts";
import type { Reader } from "./reader.ts";

/** A rule that people here agree to. */
export interface RuleEntity {
  readonly id: string;
  readonly text: string;
  readonly hint: string;
  readonly translations: Readonly<Record<string, { readonly text: string; readonly hint: string }>>;
}

/** A text about the server. */
export interface DatedTextEntity {
  readonly updated_at: string;
  readonly content: string;
}

/** What a server says of itself at length; `null` for the moment of what was never written. */
export interface ExtendedDescriptionEntity {
  readonly updated_at: string | null;
  readonly content: string;
}

export interface TermsOfServiceEntity {
  /** A day, as in `2026-03-01`. */
  readonly effective_date: string;
  readonly effective: boolean;
  readonly content: string;
  readonly succeeded_by: string | null;
}

/** A server that this one blocks or limits. */
export interface DomainBlockEntity {
  readonly domain: string;
  /** SHA-256 of the domain in full. */
  readonly digest: string;
  readonly severity: "silence" | "suspend";
  readonly comment?: string | undefined;
}

/** What happened in a week, which begins at `week` (seconds since 1970). All numbers are text. */
export interface WeekEntity {
  readonly week: string;
  readonly statuses: string;
  readonly logins: string;
  readonly registrations: string;
}

export interface LanguageEntity {
  readonly code: string;
  readonly name: string;
}

export const rule: z.ZodType<RuleEntity> = z.strictObject({
  id: z.string(),
  text: z.string(),
  hint: z.string(),
  translations: z.record(z.string(), z.strictObject({ text: z.string(), hint: z.string() })),
});

export const datedText: z.ZodType<DatedTextEntity> = z.strictObject({
  updated_at: instant,
  content: z.string(),
});

export const extendedDescription: z.ZodType<ExtendedDescriptionEntity> = z.strictObject({
  updated_at: instant.nullable(),
  content: z.string(),
});

export const termsOfService: z.ZodType<TermsOfServiceEntity> = z.strictObject({
  effective_date: day,
  effective: z.boolean(),
  content: z.string(),
  succeeded_by: day.nullable(),
});

export const domainBlock: z.ZodType<DomainBlockEntity> = z.strictObject({
  domain: z.string(),
  digest: z.string(),
  severity: z.enum(["silence", "suspend"]),
  comment: z.string().optional(),
});

export const week: z.ZodType<WeekEntity> = z.strictObject({
  week: z.string(),
  statuses: z.string(),
  logins: z.string(),
  registrations: z.string(),
});

export const language: z.ZodType<LanguageEntity> = z.strictObject({ code: z.string(), name: z.string() });

export function renderRule({ id, text, hint }: Rule): RuleEntity {
  return { id, text, hint, translations: {} };
}

export function renderDatedText(
  { text, updatedAt }: DatedText,
  reader: Pick<Reader, "origin">,
): DatedTextEntity {
  return { updated_at: updatedAt.toISOString(), content: plainToHtml(text, reader) };
}

export function renderTerms(terms: ShownTerms, reader: Pick<Reader, "origin">): TermsOfServiceEntity {
  return {
    effective_date: terms.effectiveOn,
    effective: terms.isEffective,
    content: plainToHtml(terms.text, reader),
    succeeded_by: terms.succeededOn ?? null,
  };
}

export function renderBlockedServer({ shown, digest, severity, comment }: BlockedServer): DomainBlockEntity {
  return { domain: shown, digest, severity: severity === "limit" ? "silence" : severity, comment };
}

export function renderWeek({ week: begin, statuses, logins, registrations }: Week): WeekEntity {
  return {
    week: String(begin.getTime() / 1000),
    statuses: String(statuses),
    logins: String(logins),
    registrations: String(registrations),
  };
}
