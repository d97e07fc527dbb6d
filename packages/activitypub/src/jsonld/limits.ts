import { isJsonObject, readList } from "../objects/wire.ts";
import { scopedTerms } from "./contexts/pinned.ts";

const MAX_DEPTH = 32;
const MAX_NODES = 20_000;
const MAX_ITEMS = 10_000;
const MAX_TEXT_LENGTH = 512 * 1024;
/** What all contexts of a document may cost together. Servers that name many name eight or so. */
const MAX_CONTEXT_COST = 16;
/** Thousands of terms, against dozens in others. */
const LARGE_CONTEXT = /^https?:\/\/schema\.org\/?$/;
const LARGE_CONTEXT_COST = 8;
/** Each one is as much work as a small context. */
const MAX_SCOPED_TERMS = 100;

/**
 * Whether a parsed document is small enough for algorithms that take longer the deeper it is (S-163): 32
 * levels, 20,000 values, lists of 10,000, texts of half a mebibyte, 16 contexts. Contexts within contexts,
 * of which a few could make the work grow without bound, are refused, and so are those that move the base.
 */
export function isWithinLimits(document: unknown): boolean {
  let nodes = 0;
  let contextCost = 0;
  let scoped = 0;
  const fits = (value: unknown, depth: number, isContext: boolean): boolean => {
    nodes += 1;
    if (nodes > MAX_NODES) return false;
    if (typeof value === "string") return value.length <= MAX_TEXT_LENGTH && isFewScoped(value);
    if (typeof value !== "object" || value === null) return true;
    if (depth >= MAX_DEPTH) return false;
    if (Array.isArray(value)) {
      return value.length <= MAX_ITEMS && value.every((item) => fits(item, depth + 1, isContext));
    }
    return isJsonObject(value) && entriesFit(value, depth, isContext);
  };
  const isFewScoped = (term: string): boolean => {
    if (scopedTerms.has(term)) scoped += 1;
    return scoped <= MAX_SCOPED_TERMS;
  };
  const entriesFit = (
    object: Readonly<Record<string, unknown>>,
    depth: number,
    isContext: boolean,
  ): boolean => {
    for (const key in object) {
      const isInner = key === "@context";
      if (isInner) contextCost += costOf(object[key]);
      if ((isInner || key === "@base") && isContext) return false;
      if (contextCost > MAX_CONTEXT_COST || !isFewScoped(key)) return false;
      if (!fits(object[key], depth + 1, isContext || isInner)) return false;
    }
    return true;
  };
  return fits(document, 0, false);
}

function costOf(context: unknown): number {
  const costs = readList(context).map((entry): number =>
    typeof entry === "string" && LARGE_CONTEXT.test(entry) ? LARGE_CONTEXT_COST : 1,
  );
  return costs.reduce((sum, cost) => sum + cost, 0);
}
