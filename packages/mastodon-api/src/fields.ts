import { type AccountId, type Id, type NotificationId, type StatusId, toId } from "@trunkline/social";
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

function id<Kind extends string>(): z.ZodType<Id<Kind>> {
  return z
    .preprocess(asText, z.string(notAnId).refine(isId, notAnId))
    .transform((value) => toId<Kind>(value))
    .meta(digits);
}

export const accountId: z.ZodType<AccountId> = id<"account">();
export const statusId: z.ZodType<StatusId> = id<"status">();
export const notificationId: z.ZodType<NotificationId> = id<"notification">();

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
    return truths.get(String(value).toLowerCase()) ?? value;
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

function asWholeNumber(value: unknown): unknown {
  if (value === "") return undefined;
  return typeof value === "string" && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
}

/** How many are wanted: the usual number when nothing is said, and never more than the most. */
export function limit(usual: number, most: number): z.ZodType<number> {
  return z
    .preprocess(asWholeNumber, z.number().int().optional())
    .optional()
    .transform((value) => Math.min(Math.max(Math.abs(value ?? usual), 1), most))
    .meta({ type: "integer", minimum: 1, maximum: most, description: `${usual} when left out.` });
}

/** How many of the first are left out. */
export const offset: z.ZodType<number> = z
  .preprocess(asWholeNumber, z.number().int().min(0).max(10_000).optional())
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

/** Something that this server does not offer yet: silence is fine, anything else is refused. */
export const notOffered: z.ZodType<undefined> = z
  .unknown()
  .refine(
    (value) => value === undefined || value === "" || (Array.isArray(value) && value.length === 0),
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
