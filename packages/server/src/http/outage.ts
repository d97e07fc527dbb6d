import { Unavailable } from "@trunkline/social";

/** Whether an error means that the database does not answer, rather than that something is wrong. */
export function isOutage(error: unknown): error is Unavailable {
  return error instanceof Unavailable;
}

/** What stands behind an outage, in a few words: it passes, and nobody needs a stack. */
export function reasonOfOutage({ message, cause }: Error): string {
  return cause instanceof Error ? cause.message : message;
}

/** Whether something succeeds, and soon. */
export async function within(milliseconds: number, attempt: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = attempt.then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([done, late]);
  clearTimeout(timer);
  return isDone;
}
