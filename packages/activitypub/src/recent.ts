/** A map that holds so many entries at most, and forgets the one that was not asked for the longest. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  entries(): Iterable<readonly [string, Value]>;
}

export function createRecent<Value>(maxEntries: number): Recent<Value> {
  const map = new Map<string, Value>();
  return {
    get(key) {
      const value = map.get(key);
      if (value === undefined) return undefined;
      map.delete(key);
      map.set(key, value);
      return value;
    },
    set(key, value) {
      map.delete(key);
      map.set(key, value);
      const [oldest] = map.size > maxEntries ? map.keys() : [];
      if (oldest !== undefined) map.delete(oldest);
    },
    delete: (key) => void map.delete(key),
    entries: () => [...map],
  };
}
