import jsonld from "jsonld";
import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import { loadContext } from "./loader.ts";
import { plainNode } from "./plain-node.ts";
import { plainContext } from "./vocabulary.ts";

/**
 * Runs the whole JSON-LD algorithm over a document and translates the result into plain JSON.
 *
 * Resolves to `undefined` when that is impossible: a context is not pinned, the document is no JSON-LD, or
 * it holds more than one object.
 */
export async function expandToPlain(document: JsonObject): Promise<JsonObject | undefined> {
  try {
    const [node, ...more] = await jsonld.expand(document, options());
    return isJsonObject(node) && more.length === 0 ? plainNode(node) : undefined;
  } catch (error) {
    // The library throws its own errors and plain ones alike about what it is fed; nothing else runs here.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** What a term stands for in a context that has been processed. */
export interface TermDefinition {
  readonly "@id": string | null;
  readonly "@container"?: readonly string[];
  readonly "@context"?: unknown;
  readonly "@nest"?: string;
  readonly "@type"?: string;
  readonly reverse: boolean;
}

export interface ActiveContext {
  readonly mappings: ReadonlyMap<string, TermDefinition | null>;
  readonly "@vocab"?: string;
  readonly "@base"?: string;
  readonly "@language"?: string;
  readonly "@direction"?: string;
}

/** Processes a context on top of the plain one; `undefined` when it cannot be processed. */
export async function processContext(context: unknown): Promise<ActiveContext | undefined> {
  try {
    const initial = await untyped.processContext(null, null, options());
    const plain = await untyped.processContext(initial, plainContext, options());
    return await untyped.processContext(plain, context, options());
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The library has this in public, but not in its published types. */
const untyped = jsonld as unknown as ContextProcessor; // its types leave the function out

interface ContextProcessor {
  processContext(active: unknown, local: unknown, options: object): Promise<ActiveContext>;
}

type ExpandOptions = NonNullable<Parameters<typeof jsonld.expand>[1]>;

function options(): ExpandOptions {
  const documentLoader = loadContext as NonNullable<ExpandOptions["documentLoader"]>; // the types want a promise of more
  const expandContext = plainContext as NonNullable<ExpandOptions["expandContext"]>; // any context is one
  // Without a base nothing relative is resolved, which nobody reads and long texts make expensive.
  const base = null as unknown as string; // the published types leave out that it may be null
  return { documentLoader, expandContext, base };
}
