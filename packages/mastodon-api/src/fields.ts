import {
  type AccountId,
  type ConversationId,
  type FilterId,
  type Id,
  type ListId,
  type NotificationId,
  type NotificationRequestId,
  type ScheduledId,
  type StatusId,
  toId,
} from "@trunkline/social";
import { z } from "zod";

/** The complaint about an id that cannot be one: to the client, it is something that does not exist. */
export const notAnId = "is not an id";

const largestId = 9223372036854775807n;

function isId(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) <= largestId;
}

/** JSON clients send numbers where forms have text. */
function asText(value: unknown): unknown {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function blankIsAbsent(value: unknown): unknown {
  return value === "" ? undefined : asText(value);
}

const digits = { type: "string", pattern: "^[0-9]{1,19}$" } as const;

export function id<Kind extends string>(): z.ZodType<Id<Kind>> {
  return z
    .preprocess(asText, z.string(notAnId).refine(isId, notAnId))
    .transform((value) => toId<Kind>(value))
    .meta(digits);
}

export const accountId: z.ZodType<AccountId> = id<"account">();
export const filterId: z.ZodType<FilterId> = id<"filter">();
/** Of a keyword or status of a filter. */
export const partId: z.ZodType<string> = id<"part">();
export const listId: z.ZodType<ListId> = id<"list">();
export const statusId: z.ZodType<StatusId> = id<"status">();
export const conversationId: z.ZodType<ConversationId> = id<"conversation">();
export const scheduledId: z.ZodType<ScheduledId> = id<"scheduled">();
export const notificationId: z.ZodType<NotificationId> = id<"notification">();
export const notificationRequestId: z.ZodType<NotificationRequestId> = id<"notification-request">();

/** A cursor of a list. Clients send it empty for the first part. */
export const cursor: z.ZodType<string | undefined> = z
  .preprocess(blankIsAbsent, z.string(notAnId).refine(isId, notAnId).optional())
  .optional()
  .meta(digits);

/** An id that may be left out, or empty. */
export function optionalId<Kind extends string>(): z.ZodType<Id<Kind> | undefined> {
  return cursor
    .transform((value) => (value === undefined ? undefined : toId<Kind>(value)))
    .optional()
    .meta(digits);
}

const truths = new Map<unknown, boolean>([
  ...["true", "t", "1", "on", "yes"].map((word) => [word, true] as const),
  ...["false", "f", "0", "off", "no"].map((word) => [word, false] as const),
]);

/** Yes or no, in all the ways that clients send it; empty means that nothing was said. */
export const flag: z.ZodType<boolean | undefined> = z
  .preprocess((value) => {
    if (value === "") return undefined;
    const said = asText(value);
    return typeof said === "string" ? (truths.get(said.toLowerCase()) ?? value) : value;
  }, z.boolean().optional())
  .optional()
  .meta({ type: "boolean" });

/** Text of at most so many UTF-16 units; what counts for people is counted by the use cases. */
export function text(max: number): z.ZodType<string> {
  return z.preprocess(asText, z.string().max(max)).meta({ type: "string", maxLength: max });
}

/** Text that must say something. */
export function filledText(max: number): z.ZodType<string> {
  return z
    .preprocess(asText, z.string().trim().min(1, "can't be blank").max(max))
    .meta({ type: "string", minLength: 1, maxLength: max });
}

/** More than anything is limited to; what is larger still is as large as this. */
const enough = 1_000_000_000;

function asWholeNumber(value: unknown): unknown {
  if (value === "") return undefined;
  if (typeof value !== "string" || !/^-?\d{1,100}$/.test(value)) return value;
  return Math.min(Math.max(Number(value), -enough), enough);
}

/** A number without a fraction, as JSON or as digits. */
export function wholeNumber(minimum: number, maximum: number): z.ZodType<number> {
  return z
    .preprocess(asWholeNumber, z.number().int().min(minimum, "is invalid").max(maximum))
    .meta({ type: "integer", minimum, maximum });
}
/** A whole number, in all the ways that clients send it; empty means that nothing was said. */
export const someNumber: z.ZodType<number | undefined> = z
  .preprocess(asWholeNumber, z.number().int().optional())
  .optional()
  .meta({ type: "integer" });

/** How many are wanted: the usual number when nothing is said, and never more than the most. */
export function limit(usual: number, most: number): z.ZodType<number> {
  return z
    .preprocess(asWholeNumber, z.number().int().optional())
    .optional()
    .transform((value) => Math.min(Math.max(Math.abs(value ?? usual), 1), most))
    .meta({ type: "integer", minimum: 1, maximum: most, description: `${usual} when left out.` });
}

/** How many are wanted, where 0 asks for all of them. */
export function limitOrAll(of: {
  readonly usual: number;
  readonly most: number;
  readonly all: number;
}): z.ZodType<number> {
  const asked = z.preprocess(asWholeNumber, z.number().int().optional()).optional();
  return asked
    .transform((value) => (value === 0 ? of.all : Math.min(Math.abs(value ?? of.usual), of.most)))
    .meta({
      type: "integer",
      minimum: 0,
      maximum: of.most,
      description: `${of.usual} when left out, all for 0.`,
    });
}

/** How many of the first are left out. */
export const offset: z.ZodType<number> = z
  .preprocess(
    asWholeNumber,
    z.number().int().min(0, "must be greater than or equal to 0").max(10_000).optional(),
  )
  .optional()
  .transform((value) => value ?? 0)
  .meta({ type: "integer", minimum: 0 });

function asList(value: unknown): unknown {
  if (value === undefined || Array.isArray(value)) return value ?? [];
  if (typeof value !== "object" || value === null) return value === "" ? [] : [value];
  const entries = Object.entries(value);
  if (!entries.every(([key]) => /^\d{1,9}$/.test(key))) return value;
  return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, item]) => item);
}

/** A list, also where a client numbers its items (`id[0]=1`) or sends a single one. Empty when left out. */
export function list<Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> {
  return z
    .preprocess(asList, z.array(item).max(100))
    .optional()
    .transform((items) => items ?? []);
}

/** A list that has to name something. */
export function someOf<Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> {
  return z.preprocess(
    (value) => (value === undefined ? undefined : asList(value)),
    z.array(item).min(1, "can't be blank").max(100),
  );
}

/** Ids of things to be shown: what cannot be an id names nothing, and is left out like anything that is not there. */
export function ids<Kind extends string>(): z.ZodType<readonly Id<Kind>[]> {
  return z
    .preprocess(asList, z.array(z.unknown()).max(100))
    .optional()
    .transform((items) => (items ?? []).flatMap((item) => readId<Kind>(item)))
    .meta({ type: "array", items: digits });
}

function readId<Kind extends string>(item: unknown): readonly Id<Kind>[] {
  const text = asText(item);
  return typeof text === "string" && isId(text) ? [toId<Kind>(text)] : [];
}

function languageTag(said: string): string | undefined {
  const tag = said.trim().replaceAll("_", "-");
  return /^([a-z]{2,3}(-[a-z0-9]{2,8}){0,2})?$/i.test(tag) ? tag : undefined;
}

/** A language, as in `en` or `pt-BR`. As in Mastodon, what is none says nothing; empty stays empty. */
export const language: z.ZodType<string | undefined> = text(200)
  .transform(languageTag)
  .optional()
  .meta({ type: "string" });

/** Some languages. Empty: all of them, which forms say with one that is blank. */
export const languages: z.ZodType<readonly string[] | undefined> = z
  .preprocess(
    (value) => (value === undefined ? undefined : asList(value)),
    z.array(text(200)).max(100).optional(),
  )
  .optional()
  .transform((said) => said?.flatMap((one) => languageTag(one) || []))
  .meta({ type: "array", items: { type: "string" } });

/** Something that this server does not offer yet: silence is fine, anything else is refused. */
export const notOffered: z.ZodType<undefined> = z
  .unknown()
  .refine(
    (value) =>
      value === undefined || value === "" || (Array.isArray(value) && value.every((item) => item === "")),
    "is not supported by this server",
  )
  .transform(() => undefined)
  .optional()
  .meta({ description: "Not supported yet." });

export interface PageFields {
  readonly max_id: z.ZodType<string | undefined>;
  readonly since_id: z.ZodType<string | undefined>;
  readonly min_id: z.ZodType<string | undefined>;
  readonly limit: z.ZodType<number>;
}

/** The parameters of a paged list. */
export function pageFields(usual: number, most: number): PageFields {
  return { max_id: cursor, since_id: cursor, min_id: cursor, limit: limit(usual, most) };
}

/** The years that both JavaScript and PostgreSQL write with four digits. */
const lastInstant = Date.UTC(9999, 0);

/** An instant as clients write it (ISO 8601). Empty means that nothing was said. */
export const futureInstant: z.ZodType<Date | undefined> = z
  .preprocess(
    blankIsAbsent,
    z
      .string()
      .max(100)
      .regex(/^\d{4}-\d{2}-\d{2}/, "is invalid")
      .transform((said) => new Date(said))
      .refine((at) => at.getTime() > 0 && at.getTime() < lastInstant, "is invalid")
      .optional(),
  )
  .optional()
  .meta({ type: "string", format: "date-time" });
