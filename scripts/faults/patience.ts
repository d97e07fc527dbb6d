import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../client.ts";

/** What the driver says of a connection to a database that died, or is starting. */
const passing: ReadonlySet<unknown> = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
]);

const mostTries = 120;

/**
 * Asks again what changes nothing: a server that sheds load or has lost its database says 503, and a connection may
 * be closed just when it is used again.
 */
export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!passes(error) || tries > mostTries) throw error;
      await sleep(500);
    }
  }
}

function passes(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 503;
  // The word of `fetch` for a connection that was not, or no longer, there.
  if (error instanceof TypeError) return error.message === "fetch failed";
  if (!(error instanceof Error)) return false;
  return ("code" in error && passing.has(error.code)) || passes(error.cause);
}
