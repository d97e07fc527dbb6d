/** A server's refusal. */
export class MastodonFailure extends Error {
  /** HTTP's status, as in 404. */
  readonly status: number;
  /** What the server said, as it said it. */
  readonly body: unknown;
  /** How long to wait before the next try, where the server says so (429 and 503). */
  readonly retryAfterSeconds: number | undefined;

  constructor(row: string, { status, body, retryAfterSeconds }: Answer) {
    const said =
      typeof body === "object" && body !== null && "error" in body ? String(body.error) : "no reason";
    super(`${row} answered ${status}: ${said}`);
    this.name = "MastodonFailure";
    this.status = status;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds: number | undefined;
}

/** The failure that an answer tells of. */
export async function failureOf(row: string, response: Response): Promise<MastodonFailure> {
  const text = await response.text();
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const retryAfterSeconds = Number.isNaN(seconds) ? undefined : seconds;
  return new MastodonFailure(row, { status: response.status, body: parsed(text), retryAfterSeconds });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
