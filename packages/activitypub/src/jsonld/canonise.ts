import jsonld from "jsonld";
import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import { isWithinLimits } from "./limits.ts";
import { loadContext } from "./loader.ts";

/** Ways to move what is read away from where it stands in the text (S-021). */
const HIDING: ReadonlySet<string> = new Set(["@graph", "@included", "@reverse"]);

/**
 * Whether a value names, at any depth, one of the keywords that let a document be turned inside out while it means the same to
 * whoever compares graphs: as a key, or as what a context calls by another name.
 */
export function hidesSomething(value: unknown): boolean {
  if (typeof value === "string") return HIDING.has(value);
  if (Array.isArray(value)) return value.some(hidesSomething);
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => HIDING.has(key) || hidesSomething(inner));
}

/**
 * The canonical form of what a document says (URDNA2015), over pinned contexts alone: the text that Linked Data Signatures sign.
 * `undefined` where it has none: a context is not pinned, the document is too large or no JSON-LD, or its graph is made to
 * take for ever.
 *
 * @param isStrict also `undefined` where anything in the document would be lost on the way, such as a term that no context defines
 */
export async function canonise(document: JsonObject, isStrict: boolean): Promise<string | undefined> {
  if (!isWithinLimits(document)) return undefined;
  try {
    const expanded = await jsonld.expand(document, options(isStrict));
    if (isStrict && hidesSomething(expanded)) return undefined;
    return await jsonld.canonize(expanded, {
      ...options(isStrict),
      algorithm: "URDNA2015",
      format: "application/n-quads",
    });
  } catch (error) {
    // The library throws its own errors and plain ones alike about what it is fed; nothing else runs here.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

type ExpandOptions = NonNullable<Parameters<typeof jsonld.expand>[1]>;

function options(isStrict: boolean): ExpandOptions {
  const documentLoader = loadContext as NonNullable<ExpandOptions["documentLoader"]>; // the types want a promise of more
  const base = null as unknown as string; // the published types leave out that it may be null
  return Object.assign({ documentLoader, base }, { safe: isStrict }); // the published types leave it out
}
