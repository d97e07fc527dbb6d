/** Choices that are the same whenever the seed is. */
export interface SeededRandom {
  /** From 0, and below 1. */
  fraction(): number;
  /** A whole number from 0, and below the bound. */
  below(bound: number): number;
  /** True in so many of one. */
  chance(share: number): boolean;
  /** One of a list, which must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** A copy in another order. */
  shuffle<Item>(items: readonly Item[]): readonly Item[];
}

/** Builds the numbers that belong to a seed, which may be any number or text. */
export function seededRandom(seed: number | string): SeededRandom {
  let state = hashOf(String(seed));
  const fraction = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(fraction() * bound);
  return {
    fraction,
    below,
    chance: (share) => fraction() < share,
    pick(items) {
      const [item] = items.slice(below(items.length));
      if (item === undefined) throw new Error("There is nothing to pick from.");
      return item;
    },
    shuffle(items) {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        copy.splice(last, 1, ...copy.splice(other, 1, ...copy.slice(last, last + 1)));
      }
      return copy;
    },
  };
}

/** A number for a text, spread evenly (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  }
  return hash >>> 0;
}
