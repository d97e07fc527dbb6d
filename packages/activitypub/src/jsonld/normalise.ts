import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { createContextJudge } from "./context-verdict.ts";
import { expandToPlain } from "./expand.ts";
import { isWithinLimits } from "./limits.ts";
import { isPlainDocument } from "./plain-document.ts";

/** Turns a foreign document into JSON in which every name means what readers take it for. */
export type Normalise = (document: JsonObject) => Promise<Verdict<JsonObject, "malformed">>;

/**
 * Builds the one gate between the wire and the readers.
 *
 * A document under a context that is known to be good, and without anything that only JSON-LD understands,
 * passes as it is; every other one goes through the whole algorithm. Both ways lead to the same answer. A
 * context that is not pinned is refused (S-023), and so is what is too deep or too large (S-163).
 */
export function createNormalise(): Normalise {
  const judge = createContextJudge();
  return async (document) => {
    if (!isWithinLimits(document)) return refuse("malformed");
    const verdict = judge(document["@context"]);
    const known = verdict instanceof Promise ? await verdict : verdict;
    return known.plain && isPlainDocument(document, known) ? accept(document) : normaliseFully(document);
  };
}

/** The long way alone: what it answers is what the short way has to answer. */
export async function normaliseFully(document: JsonObject): Promise<Verdict<JsonObject, "malformed">> {
  const plain = await expandToPlain(withoutNothing(document));
  return plain === undefined ? refuse("malformed") : accept(plain);
}

/**
 * A copy without properties that are `null`, which mean the same as none but are an error where JSON-LD wants
 * an `id` (Akkoma's emoji have such), and without names that mean something to the language itself.
 */
function withoutNothing(document: JsonObject): JsonObject {
  const kept = Object.entries(document).filter(([key, value]) => value !== null && key !== "__proto__");
  return Object.fromEntries(kept.map(([key, value]) => [key, key === "@context" ? value : tidy(value)]));
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  return isJsonObject(value) ? withoutNothing(value) : value;
}
