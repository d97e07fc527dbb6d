import type { AccountId } from "../kernel/id.ts";
import { normaliseTag } from "../kernel/text.ts";
import { days } from "../kernel/time.ts";
import type { Condition, Possession, StatusSearch } from "./search.store.ts";
import { phraseOf } from "./words.ts";
import type { Phrase } from "./words.ts";

/** One part of what was typed. */
export type Clause =
  | { readonly type: "phrase"; readonly phrase: Phrase; readonly isNot: boolean }
  | { readonly type: "condition"; readonly condition: Condition }
  /** `handle` is `me`, or as it was typed. */
  | {
      readonly type: "account";
      readonly role: "by" | "mentioning";
      readonly handle: string;
      readonly isNot: boolean;
    }
  | { readonly type: "in"; readonly among: StatusSearch["among"] };

const maxClauses = 30;
const token =
  /([+-]?)(?:(from|to|mentions|has|is|language|before|after|during|in):)?("[^"]*"|“[^”]*”|「[^」]*」|[^\s"]+)/giu;

/**
 * Reads a search for statuses as Mastodon's clients write it: words, `"words in a row"`, `#tags`, and `from:`, `to:`
 * (`mentions:`), `has:`, `is:`, `language:`, `before:`, `after:`, `during:` and `in:`, each turned round by `-`.
 * `undefined` where one of them is given what it does not know: nothing can be like that.
 */
export function readQuery(text: string): readonly Clause[] | undefined {
  const clauses: Clause[] = [];
  for (const [, sign, operator, value = ""] of [...text.matchAll(token)].slice(0, maxClauses)) {
    const given = { value: value.replaceAll(/^["“「]|["”」]$/g, ""), isNot: sign === "-" };
    const clause = operator === undefined ? readWords(given) : operators[operator.toLowerCase()]?.(given);
    if (clause === "wrong") return undefined;
    if (clause !== undefined) clauses.push(clause);
  }
  return clauses;
}

interface Given {
  readonly value: string;
  readonly isNot: boolean;
}

type Read = (given: Given) => Clause | "wrong" | undefined;

const operators: Readonly<Record<string, Read>> = {
  from: ({ value, isNot }) => ({ type: "account", role: "by", handle: value, isNot }),
  to: mentioning,
  mentions: mentioning,
  has: ({ value, isNot }) => {
    const what = possessions[value.toLowerCase()];
    return what === undefined ? "wrong" : condition({ type: "having", what, isNot });
  },
  is: ({ value, isNot }) => {
    const type = states[value.toLowerCase()];
    if (type === "quote") return condition({ type: "having", what: "quote", isNot });
    return type === undefined ? "wrong" : condition({ type, isNot });
  },
  language: ({ value, isNot }) =>
    /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(value)
      ? condition({ type: "language", language: value.toLowerCase(), isNot })
      : "wrong",
  before: (given) => span(given, ({ first }) => ({ from: undefined, until: first })),
  after: (given) => span(given, ({ next }) => ({ from: next, until: undefined })),
  during: (given) => span(given, ({ first, next }) => ({ from: first, until: next })),
  in: ({ value, isNot }) => {
    const among = isNot ? undefined : places[value.toLowerCase()];
    return among === undefined ? "wrong" : { type: "in", among };
  },
};

const possessions: Readonly<Record<string, Possession>> = {
  media: "media",
  image: "image",
  video: "video",
  audio: "audio",
  poll: "poll",
  link: "link",
  quote: "quote",
};

const states: Readonly<Record<string, "reply" | "sensitive" | "quote">> = {
  reply: "reply",
  sensitive: "sensitive",
  quote: "quote",
};

const places: Readonly<Record<string, StatusSearch["among"]>> = {
  all: "both",
  library: "library",
  public: "public",
};

function mentioning({ value, isNot }: Given): Clause {
  return { type: "account", role: "mentioning", handle: value, isNot };
}

function condition(holds: Condition): Clause {
  return { type: "condition", condition: holds };
}

function readWords({ value, isNot }: Given): Clause | undefined {
  const tag = /^[#＃]/.test(value) ? normaliseTag(value.slice(1)) : undefined;
  if (tag !== undefined) return condition({ type: "tagged", name: tag, isNot });
  const phrase = phraseOf(value);
  return phrase && { type: "phrase", phrase, isNot };
}

interface Days {
  readonly first: Date;
  /** The day after the last. */
  readonly next: Date;
}

function span(
  { value, isNot }: Given,
  bounds: (days: Days) => { readonly from: Date | undefined; readonly until: Date | undefined },
): Clause | "wrong" {
  const named = daysOf(value);
  return named === undefined ? "wrong" : condition({ type: "written", ...bounds(named), isNot });
}

/** A year, a month or a day, in UTC. */
function daysOf(text: string): Days | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const first = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  const isReal = first.getUTCMonth() + 1 === Number(month ?? 1) && first.getUTCDate() === Number(day ?? 1);
  if (!isReal) return undefined;
  if (day !== undefined) return { first, next: new Date(first.getTime() + days(1)) };
  const next = month === undefined ? Date.UTC(Number(year) + 1, 0) : Date.UTC(Number(year), Number(month));
  return { first, next: new Date(next) };
}

/** The search that the clauses ask for, once the accounts that they name are known. */
export function searchOf(
  clauses: readonly Clause[],
  accounts: ReadonlyMap<string, AccountId>,
  languages: readonly string[],
): StatusSearch | undefined {
  const phrases = clauses.flatMap((one) => (one.type === "phrase" && !one.isNot ? [one.phrase] : []));
  const without = clauses.flatMap((one) => (one.type === "phrase" && one.isNot ? [one.phrase] : []));
  const conditions = clauses.flatMap((clause): readonly (Condition | undefined)[] => {
    if (clause.type === "condition") return [clause.condition];
    if (clause.type !== "account") return [];
    const account = accounts.get(clause.handle);
    return [account && { type: clause.role, account, isNot: clause.isNot }];
  });
  const known = conditions.filter((each) => each !== undefined);
  // Nobody wrote, and nobody is mentioned, who is not known here.
  if (known.length < conditions.length || phrases.length + conditions.length === 0) return undefined;
  const among = clauses.findLast((one) => one.type === "in")?.among ?? "both";
  const named = known.flatMap((one) => (one.type === "language" && !one.isNot ? [one.language] : []));
  return { phrases, without, conditions: known, languages: [...new Set([...named, ...languages])], among };
}
