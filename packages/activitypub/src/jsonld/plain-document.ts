import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import { mapOf, otherNames, properties } from "./vocabulary.ts";
import type { Kind } from "./vocabulary.ts";

type Check = (value: unknown, strange: ReadonlySet<string>) => boolean;

const valueChecks: Readonly<Record<Kind, Check>> = {
  address: (value, strange) => isPlainValue(value, strange, isPlainAddress),
  addressee: (value, strange) => isPlainValue(value, strange, isPlainAddressee),
  // Readers take lists and objects for no text; some of them JSON-LD takes for their only item or id.
  uri: (value) => !isStructure(value) && isPlainAddress(value),
  text: (value) => !isStructure(value),
  list: isPlainList,
  part: (value, strange) => isPlainValue(value, strange, () => true),
  worded: (value) => !isStructure(value),
};

/** How the value of each name that is read has to look. Other names are skipped with all that is in them. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...[...properties, ...otherNames].map(([name, { kind }]) => [name, valueChecks[kind]] as const),
  ...[...properties]
    .filter(([, { kind }]) => kind === "worded")
    .map(([name]) => [mapOf(name), isPlainMap] as const),
  ["id", isPlainId],
  ["type", isPlainType],
]);

/**
 * Whether a document, under a context that is good, uses nothing that only JSON-LD understands: no second
 * context, keyword, prefix or full address among its names, no type that changes the names in it, and no
 * shape that the algorithm would straighten.
 */
export function isPlainDocument(document: JsonObject, strange: ReadonlySet<string>): boolean {
  return Object.keys(document).every((key) => key === "@context" || isPlainEntry(document, key, strange));
}

function isPlainEntry(object: JsonObject, key: string, strange: ReadonlySet<string>): boolean {
  const check = checks.get(key);
  if (check !== undefined) return check(object[key], strange);
  return !strange.has(key) && !key.startsWith("@") && !key.includes(":");
}

function isPlainValue(
  value: unknown,
  strange: ReadonlySet<string>,
  isPlainText: (text: unknown) => boolean,
): boolean {
  if (Array.isArray(value)) {
    return value.every(
      (item) => item !== null && !Array.isArray(item) && isPlainValue(item, strange, isPlainText),
    );
  }
  if (!isJsonObject(value)) return isPlainText(value);
  for (const key in value) if (!isPlainEntry(value, key, strange)) return false;
  return true;
}

function isStructure(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isPlainList(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every((item) => item !== null && !isStructure(item))
    : !isStructure(value);
}

/** Addresses that no prefix can change: `tag` is a term of ActivityStreams, and no prefix there. */
const SCHEMES = ["https://", "http://", "tag:"] as const;

function isPlainAddress(value: unknown): boolean {
  if (typeof value !== "string" || !value.includes(":")) return true;
  return SCHEMES.some((scheme) => value.startsWith(scheme));
}

function isPlainAddressee(value: unknown): boolean {
  return value === "as:Public" || isPlainAddress(value);
}

function isPlainMap(value: unknown): boolean {
  if (value === null) return true;
  if (!isJsonObject(value)) return false;
  return Object.entries(value).every(([key, text]) => !key.startsWith("@") && typeof text === "string");
}

function isPlainId(value: unknown): boolean {
  return value === null || (typeof value === "string" && isPlainAddress(value));
}

function isPlainType(value: unknown, strange: ReadonlySet<string>): boolean {
  if (value === null) return true;
  if (Array.isArray(value))
    return value.every((type) => typeof type === "string" && isPlainType(type, strange));
  return typeof value === "string" && !value.includes(":") && !strange.has(value);
}
