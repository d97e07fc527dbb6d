import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject, readList } from "../objects/wire.ts";
import { mapOf, properties, types } from "./vocabulary.ts";

/** Thrown by a document whose shape could hide things from a plain reader. It never leaves this folder. */
class UnreadableGraph extends Error {
  constructor(keyword: string) {
    super(`Documents with ${keyword} are not read.`);
    this.name = "UnreadableGraph";
  }
}

const AS = "https://www.w3.org/ns/activitystreams#";
const UNDETERMINED = "und";
const HIDING: ReadonlySet<string> = new Set(["@graph", "@included", "@reverse"]);

const nameOf: ReadonlyMap<string, string> = new Map([...properties].map(([name, { iri }]) => [iri, name]));
const typeOf: ReadonlyMap<string, string> = new Map([...types].map(([name, iri]) => [iri, name]));

/**
 * Translates a node in expanded JSON-LD into plain JSON: short names of what is read, a list of one as its
 * item, texts with a language in the map beside the plain one. All other properties are left out.
 */
export function plainNode(node: JsonObject): JsonObject {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (HIDING.has(key)) throw new UnreadableGraph(key);
    if (key === "@id") plain["id"] = value;
    if (key === "@type") plain["type"] = single(readList(value).map(plainType));
    const name = nameOf.get(key);
    if (name !== undefined) addValues(plain, name, value);
  }
  return plain;
}

/** Types that no reader asks for keep a name by which they can be told apart. */
function plainType(iri: unknown): unknown {
  if (typeof iri !== "string") return iri;
  return typeOf.get(iri) ?? (iri.startsWith(AS) ? iri.slice(AS.length) : iri);
}

function addValues(plain: Record<string, unknown>, name: string, value: unknown): void {
  const values = readList(value).flatMap(unlisted);
  if (properties.get(name)?.kind === "worded") return addWorded(plain, name, values);
  plain[name] = single(values.map(plainValue));
}

/** A text in no determined language is the plain one, where there is no plainer. */
function addWorded(plain: Record<string, unknown>, name: string, values: readonly unknown[]): void {
  const untold = values.filter((value) => languageOf(value) === undefined);
  const [undetermined] =
    untold.length > 0 ? [] : values.filter((value) => languageOf(value) === UNDETERMINED);
  const plainest = undetermined === undefined ? untold : [undetermined];
  const told = values.filter((value) => !plainest.includes(value));
  if (plainest.length > 0) plain[name] = single(plainest.map(plainValue));
  if (told.length === 0) return;
  plain[mapOf(name)] = Object.fromEntries(told.map((value) => [languageOf(value), plainValue(value)]));
}

function unlisted(value: unknown): readonly unknown[] {
  return isJsonObject(value) && "@list" in value ? readList(value["@list"]).flatMap(unlisted) : [value];
}

function languageOf(value: unknown): string | undefined {
  const language = isJsonObject(value) ? value["@language"] : undefined;
  return typeof language === "string" ? language : undefined;
}

function plainValue(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  if ("@value" in value) return value["@value"];
  if ("@set" in value) return single(readList(value["@set"]).map(plainValue));
  const isReference = "@id" in value && Object.keys(value).length === 1;
  return isReference ? value["@id"] : plainNode(value);
}

function single(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}
