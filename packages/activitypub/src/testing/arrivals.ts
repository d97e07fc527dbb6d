/** What is under way, by the time of its arrival; what arrives at one time, in the order in which it was sent. */
export interface Arrivals<Item> {
  add(at: number, item: Item): void;
  /** When the next one arrives. */
  next(): number | undefined;
  take(): Item | undefined;
}

interface Entry<Item> {
  readonly at: number;
  readonly order: number;
  readonly item: Item;
}

/** Builds a queue as a binary heap: adding and taking cost the logarithm of what is in it. */
export function createArrivals<Item>(): Arrivals<Item> {
  const heap: Entry<Item>[] = [];
  let order = 0;
  const isBefore = (one: number, other: number): boolean => {
    const [first, second] = [heap[one], heap[other]];
    if (first === undefined || second === undefined) return first !== undefined;
    return first.at === second.at ? first.order < second.order : first.at < second.at;
  };
  const swap = (one: number, other: number): void => {
    heap.splice(one, 1, ...heap.splice(other, 1, ...heap.slice(one, one + 1)));
  };
  const rise = (at: number): void => {
    for (let child = at; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!isBefore(child, parent)) return;
      swap(child, parent);
      child = parent;
    }
  };
  const sink = (): void => {
    for (let parent = 0; parent * 2 + 1 < heap.length;) {
      const left = parent * 2 + 1;
      const child = isBefore(left + 1, left) ? left + 1 : left;
      if (!isBefore(child, parent)) return;
      swap(child, parent);
      parent = child;
    }
  };
  return {
    add(at, item) {
      order += 1;
      heap.push({ at, order, item });
      rise(heap.length - 1);
    },
    next: () => heap[0]?.at,
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first?.item;
      heap.splice(0, 1, last);
      sink();
      return first.item;
    },
  };
}
