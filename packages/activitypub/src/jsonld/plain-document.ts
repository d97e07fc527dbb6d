import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import type { ContextVerdict } from "./context-verdict.ts";
import { AS, mapOf, otherNames, ours, properties } from "./vocabulary.ts";
import type { Kind } from "./vocabulary.ts";

type Names = Pick<ContextVerdict, "strange" | "prefixes">;

type Check = (value: unknown, known: Names) => boolean;

const valueChecks: Readonly<Record<Kind, Check>> = {
  address: (value, known) => isPlainValue(value, known, isPlainAddress),
  addressee: (value, known) => isPlainValue(value, known, isPlainAddressee),
  // Readers take lists and objects for no text; some of them JSON-LD takes for their only item or id.
  uri: (value) => !isStructure(value) && isPlainAddress(value),
  text: (value) => !isStructure(value),
  list: isPlainList,
  part: (value, known) => isPlainValue(value, known, () => true),
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
 * Whether a document, under a context that is good, uses nothing that only JSON-LD understands: no further
 * context but that of ActivityStreams once more, no keyword, no prefix or full address that stands for what is
 * read, no second name of it, no type that changes the names in it, and no shape that the algorithm would
 * straighten.
 */
export function isPlainDocument(document: JsonObject, known: Names): boolean {
  return Object.keys(document).every((key) => key === "@context" || isPlainEntry(document, key, known));
}

const ACTIVITYSTREAMS = "https://www.w3.org/ns/activitystreams";

function isPlainEntry(object: JsonObject, key: string, known: Names): boolean {
  const check = checks.get(key);
  if (check !== undefined) return check(object[key], known);
  // BookWyrm repeats it in every object; it says nothing that the outer one did not.
  if (key === "@context") return object[key] === ACTIVITYSTREAMS;
  return !key.startsWith("@") && isOther(key, known);
}

/** Whether a name stands for nothing that is read. */
function isOther(name: string, { strange, prefixes }: Names): boolean {
  const colon = name.indexOf(":");
  if (colon === -1) return !strange.has(name);
  const prefix = name.slice(0, colon);
  const rest = name.slice(colon + 1);
  const meanings = [name, (prefixes.get(prefix) ?? "") + rest, prefix === "as" ? AS + rest : ""];
  return !meanings.some((meaning) => ours.has(meaning) || meaning.startsWith("@"));
}

function isPlainValue(value: unknown, known: Names, isPlainText: (text: unknown) => boolean): boolean {
  if (Array.isArray(value)) {
    return value.every(
      (item) => item !== null && !Array.isArray(item) && isPlainValue(item, known, isPlainText),
    );
  }
  if (!isJsonObject(value)) return isPlainText(value);
  for (const key in value) if (!isPlainEntry(value, key, known)) return false;
  return true;
}

function isStructure(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isPlainList(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every((item) => item !== null && !isStructure(item) && isPlainAddress(item))
    : !isStructure(value) && isPlainAddress(value);
}

/** Whatever follows a colon with two slashes makes no prefix of what is before; nor is `tag` one. */
const WHOLE_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|tag:)/i;

function isPlainAddress(value: unknown): boolean {
  return typeof value !== "string" || !value.includes(":") || WHOLE_ADDRESS.test(value);
}

function isPlainAddressee(value: unknown): boolean {
  return value === "as:Public" || isPlainAddress(value);
}

function isPlainMap(value: unknown): boolean {
  if (value === null) return true;
  if (!isJsonObject(value)) return false;
  return Object.entries(value).every(
    ([key, text]) => !key.startsWith("@") && (text === null || typeof text === "string"),
  );
}

function isPlainId(value: unknown): boolean {
  return value === null || (typeof value === "string" && isPlainAddress(value));
}

function isPlainType(value: unknown, known: Names): boolean {
  if (value === null) return true;
  if (Array.isArray(value))
    return value.every((type) => typeof type === "string" && isPlainType(type, known));
  return typeof value === "string" && isOther(value, known);
}
