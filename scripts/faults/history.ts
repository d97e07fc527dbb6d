/** What became of one status that was written: `text` is what it must say at last, nothing if it was deleted. */
export interface Written {
  readonly key: string;
  readonly by: "a" | "b";
  readonly id: string;
  readonly text: string | undefined;
  /** Whether it shows a sound. */
  readonly sounds?: true;
}

/** Everything that was acknowledged in one run. */
export interface History {
  readonly run: number;
  readonly written: Written[];
  /** Ids, as their author's server has them, that the other server's poster has marked in this run. */
  readonly marked: { readonly by: "a" | "b"; readonly id: string; readonly text: string }[];
  /** Whether the fickle one of each server follows the other's now. */
  readonly follows: { a: boolean; b: boolean };
  /** How many writes were acknowledged. */
  acknowledged: number;
}

/** @param before the run before, whose statuses are marked in this one */
export function newHistory(run: number, before: History | undefined): History {
  return {
    run,
    written: [],
    marked: [],
    follows: { ...(before?.follows ?? { a: false, b: false }) },
    acknowledged: 0,
  };
}
