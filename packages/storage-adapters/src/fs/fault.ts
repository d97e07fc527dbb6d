import type { MediaFault } from "@trunkline/social";
import { MediaFilesError } from "@trunkline/social";

/** What the system says, in the words of the port. */
const faults: ReadonlyMap<string, MediaFault> = new Map([
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EFBIG", "full"],
  ["EROFS", "full"],
  ["EACCES", "unavailable"],
  ["EIO", "unavailable"],
  ["EMFILE", "unavailable"],
  ["ENFILE", "unavailable"],
  ["ENOENT", "unavailable"],
  ["ENOTDIR", "unavailable"],
  ["EPERM", "unavailable"],
  ["ESTALE", "unavailable"],
  ["ETIMEDOUT", "unavailable"],
]);

/** Waits for the file system; what it refuses is told in the port's words. */
export async function told<Result>(attempt: Promise<Result>): Promise<Result> {
  try {
    return await attempt;
  } catch (error) {
    const code = codeOf(error) ?? "";
    const reason = faults.get(code);
    if (reason === undefined) throw error;
    throw new MediaFilesError(reason, `The folder of media files does not do its part (${code}).`, {
      cause: error,
    });
  }
}

/** The system's word for what went wrong. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
