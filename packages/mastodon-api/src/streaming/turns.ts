/** How many are asked about at once: the database is there for requests too. */
const atOnce = 4;

/** Does the same for each, a few at a time. What fails for one is done for the others all the same, and told at the end. */
export async function inTurns<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
      await run(item).catch((error: unknown) => void failures.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length > 0) throw failures[0];
}
