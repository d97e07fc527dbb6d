import { Unavailable } from "@trunkline/social";

/** What the driver, the server or the system below them says when nobody answers, or not in time. */
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
  // A pooler has lost the server, or gave up waiting for it.
  "08P01",
  "08006",
  // The statement took longer than it may, or waited too long for a lock.
  "57014",
  "55P03",
]);

/** The port's word for a fault of the database that passes; any other fault as it is. */
export function inPortWords(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || !codes.has(String(error.code))) return error;
  return new Unavailable("The database does not answer.", { cause: error });
}
