/** Whole numbers below a bound, the same for the same seed. */
export type Pick = (below: number) => number;

export function numbers(seed: number): Pick {
  let state = seed % 2_147_483_648;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
