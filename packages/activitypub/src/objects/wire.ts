import type { Href, JsonObject } from "./reference.ts";

const MAX_URL_LENGTH = 2048;
const FIRST_YEAR = 0;
const LAST_YEAR = 9999;

/** Whether a value is a JSON object, and neither a list nor nothing. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A property's values: many servers write a list of one as its only item, and an empty one as `null`. */
export function readList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** A text, cut at a number of characters. A number counts as its digits. */
export function readText(value: unknown, maxLength: number): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? cut(value, maxLength) : undefined;
}

/** Never ends in half of a surrogate pair, which no database would take. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const last = text.charCodeAt(maxLength - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxLength - 1 : maxLength);
}

/** Whether a text is an address that may be kept: http or https, and not too long (S-038). */
export function isHref(value: unknown): value is Href {
  return (
    typeof value === "string" &&
    value.length <= MAX_URL_LENGTH &&
    (value.startsWith("https://") || value.startsWith("http://")) &&
    URL.canParse(value)
  );
}

/** An address, written as itself, as an object with an `id`, or as the first of a list of those. */
export function readHref(value: unknown): Href | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const id = isJsonObject(first) ? first["id"] : first;
  return isHref(id) ? id : undefined;
}

/** The addresses in a property, without those that are none. */
export function readHrefs(value: unknown, maxCount: number): readonly Href[] {
  return readList(value)
    .slice(0, maxCount)
    .map(readHref)
    .filter((href) => href !== undefined);
}

/** Any URI, such as a `tag:` one, where nobody will ever fetch it. */
export function readUri(value: unknown): Href | undefined {
  const id = isJsonObject(value) ? value["id"] : value;
  return typeof id === "string" && id.length <= MAX_URL_LENGTH && URL.canParse(id) ? id : undefined;
}

/** Where a page or file is: an address, or the first fitting `Link` of a list. */
export function readLink(value: unknown, mediaType?: string): Href | undefined {
  for (const item of readList(value)) {
    if (isHref(item)) return item;
    if (!isJsonObject(item)) continue;
    const type = item["mediaType"];
    const fits = mediaType === undefined || typeof type !== "string" || type === mediaType;
    const [href] = readList(item["href"] ?? item["url"] ?? item["id"]);
    if (fits && isHref(href)) return href;
  }
  return undefined;
}

/** A whole number, zero or more; its digits as a text are one too. */
export function readCount(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,30})?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** A moment in ISO 8601. Without a zone it is taken for UTC. */
export function readDate(value: unknown): Date | undefined {
  const match = typeof value === "string" && value.length <= 64 ? MOMENT.exec(value) : null;
  if (match === null) return undefined;
  const [text, zone] = match;
  const date = new Date(zone === undefined && text.length > 10 ? `${text}Z` : text);
  const year = date.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR ? date : undefined;
}

/** The first type that is in a table. */
export function readType<Type extends string>(
  value: unknown,
  table: Readonly<Record<Type, unknown>>,
): Type | undefined {
  return readList(value).find((type): type is Type => typeof type === "string" && Object.hasOwn(table, type));
}

/** A text in one language of those in which it was written. */
export interface Worded {
  readonly text: string | undefined;
  /** BCP 47. */
  readonly language: string | undefined;
}

/**
 * A text that may stand beside, or only in, a map from language to text.
 *
 * Where there are several languages, it is the one whose text is the plain one, or else the first in the
 * alphabet: the order of keys is lost in JSON-LD. `und` and what is no tag are no language.
 */
export function readWorded(plain: unknown, map: unknown, maxLength: number): Worded {
  const text = readText(plain, maxLength);
  if (!isJsonObject(map)) return { text, language: undefined };
  const entries = Object.keys(map)
    .sort()
    .map((key) => ({ language: key, text: readText(map[key], maxLength) }))
    .filter((entry) => entry.text !== undefined);
  const chosen = entries.find((entry) => entry.text === text) ?? entries[0];
  return { text: text ?? chosen?.text, language: readLanguage(chosen?.language) };
}

/** The description of a picture: its `summary`, or else its `name` (F-222). An empty one is none. */
export function readDescription(json: JsonObject, maxLength: number): string | undefined {
  const summary = readWorded(json["summary"], json["summaryMap"], maxLength).text;
  const name = readWorded(json["name"], json["nameMap"], maxLength).text;
  return [summary, name].find((text) => text !== undefined && text !== "");
}

const LANGUAGE = /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,6}$/i;

/** A language tag in its usual case, as in `zh-Hant-TW`: some servers write all of it small. */
function readLanguage(tag: string | undefined): string | undefined {
  if (tag === undefined || tag.length > 64 || !LANGUAGE.test(tag)) return undefined;
  const [language = "", ...rest] = tag.toLowerCase().split("-");
  const cased = rest.map((part) => {
    if (part.length === 2) return part.toUpperCase();
    return part.length === 4 ? (part[0] ?? "").toUpperCase() + part.slice(1) : part;
  });
  return language === "und" ? undefined : [language, ...cased].join("-");
}
