/** A reason why the server cannot start, in one sentence for whoever started it. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}

/**
 * Waits for a step of the start. The adapters throw one sentence for whoever started the server; what the
 * system says instead (a code such as ECONNREFUSED) is put behind the given words.
 */
export async function explained<Value>(step: PromiseLike<Value>, words?: string): Promise<Value> {
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof StartError) throw error;
    const sentence =
      error.message.replaceAll(/\s*\n\s*/g, " ") || ("code" in error ? String(error.code) : error.name);
    throw new StartError(words === undefined ? sentence : `${words}: ${sentence}.`, { cause: error });
  }
}
