/** Lets through so many at a time; the rest wait in the order in which they came. */
export interface Limiter {
  /**
   * Waits for a place and does the work.
   *
   * @param onAside called if the work took so long that its place was given to others
   */
  run<Value>(key: string, work: () => Promise<Value>, onAside?: () => void): Promise<Value>;
}

export interface LimiterCaps {
  /** How much of one key may be under way. */
  readonly perKey: number;
  /** How much of all keys may be under way, what stepped aside not counted. */
  readonly total: number;
  /** Work that lasts longer than `after` milliseconds steps aside, where up to `places` may be. */
  readonly aside?: { readonly after: number; readonly places: number };
}

interface Place {
  readonly key: string;
  isAside: boolean;
}

/**
 * Builds a limiter with a cap for each key and one for all of them together.
 *
 * A key that is at its cap does not hold up the others; nor does slow work, where it may step aside.
 */
export function createLimiter(caps: LimiterCaps): Limiter {
  const running = new Map<string, number>();
  const waiting: { readonly key: string; readonly start: () => void }[] = [];
  let total = 0;
  let aside = 0;

  const isFree = (key: string): boolean => total < caps.total && (running.get(key) ?? 0) < caps.perKey;
  const take = (key: string): void => {
    total += 1;
    running.set(key, (running.get(key) ?? 0) + 1);
  };
  const startNext = (): void => {
    const next = waiting.findIndex(({ key }) => isFree(key));
    const [entry] = next === -1 ? [] : waiting.splice(next, 1);
    if (entry === undefined) return;
    take(entry.key);
    entry.start();
  };
  const stepAside = (place: Place, onAside: () => void): void => {
    if (aside >= (caps.aside?.places ?? 0)) return;
    place.isAside = true;
    aside += 1;
    total -= 1;
    onAside();
    startNext();
  };
  const leave = ({ key, isAside }: Place): void => {
    if (isAside) aside -= 1;
    else total -= 1;
    const left = (running.get(key) ?? 0) - 1;
    if (left > 0) running.set(key, left);
    else running.delete(key);
    startNext();
  };

  return {
    async run(key, work, onAside = () => undefined) {
      if (isFree(key)) take(key);
      else await new Promise<void>((start) => waiting.push({ key, start }));
      const place: Place = { key, isAside: false };
      const timer =
        caps.aside === undefined ? undefined : setTimeout(() => stepAside(place, onAside), caps.aside.after);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        leave(place);
      }
    },
  };
}
