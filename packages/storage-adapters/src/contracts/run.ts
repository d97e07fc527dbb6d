import type { Clause } from "./clause.ts";

/** What a contract found out. */
export interface Findings {
  readonly kept: readonly string[];
  readonly broken: readonly { readonly promise: string; readonly cause: unknown }[];
}

/**
 * Proves each clause against a subject of its own, and says which were kept.
 *
 * @param open makes an empty subject; it is called once for each clause
 */
export async function runContract<Subject>(
  clauses: readonly Clause<Subject>[],
  open: () => Promise<Subject>,
): Promise<Findings> {
  const kept: string[] = [];
  const broken: { promise: string; cause: unknown }[] = [];
  for (const { promise, prove } of clauses) {
    try {
      await prove(await open());
      kept.push(promise);
    } catch (cause) {
      broken.push({ promise, cause });
    }
  }
  return { kept, broken };
}
