import { setTimeout as sleep } from "node:timers/promises";

/**
 * Gathers what many ask for at once into few calls: what comes while one is under way makes the next,
 * after a moment for those just behind. Each asker waits for the call that its own item is in.
 *
 * @param work answers for each item, in the same order; where it throws, all of its items are told
 */
export function createBatcher<Item, Answer>(options: {
  readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly maxItems: number;
  readonly gatherMilliseconds: number;
}): (item: Item) => Promise<Answer> {
  const { work, maxItems, gatherMilliseconds } = options;
  interface Waiting {
    readonly item: Item;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let isBusy = false;

  const runOne = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await work(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined)
          reject(new Error(`A batch of ${batch.length} had no answer for item ${index}.`));
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const drain = async (): Promise<void> => {
    isBusy = true;
    while (waiting.length > 0) {
      if (waiting.length < maxItems) await sleep(gatherMilliseconds);
      const batch = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
      await runOne(batch);
    }
    isBusy = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isBusy) void drain();
    });
}
