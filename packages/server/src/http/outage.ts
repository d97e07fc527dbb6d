/** What the database's driver, or the system below it, says when nobody answers. */
const codes: ReadonlySet<string> = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  // The server is stopping, has crashed, is starting, or has no place left.
  "57P01",
  "57P02",
  "57P03",
  "53300",
  // Its disk is full, cannot be read or written, or may only be read.
  "53100",
  "58030",
  "25006",
]);

/** Whether an error means that the database does not answer, rather than that something is wrong. */
export function isOutage(error: unknown): boolean {
  return error instanceof Error && "code" in error && codes.has(String(error.code));
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
