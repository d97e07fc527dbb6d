import { Refusal } from "@trunkline/social";

const patience = 15_000;
const maxBytes = 1024 * 1024;

/**
 * Asks a service of the operator's, which may well be on this machine: so not through the client for strangers' hosts,
 * but with the same bounds of time and size, and going nowhere else. Refuses with `unreachable` whatever is no answer.
 */
export async function ask(url: string, options: RequestInit = {}): Promise<unknown> {
  try {
    const answer = await fetch(url, { ...options, redirect: "error", signal: AbortSignal.timeout(patience) });
    if (!answer.ok) throw new Refusal("unreachable", `The translator answered ${answer.status}.`);
    return JSON.parse(await textOf(answer));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("unreachable", "The translator does not answer.");
  }
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new Refusal("unreachable", "The translator answered too much.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

export const json = (body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: "POST",
  headers: { ...headers, "content-type": "application/json" },
  body: JSON.stringify(body),
});

const unreadable = (): Refusal => new Refusal("unreachable", "The translator's answer cannot be read.");

/** A list in an answer. Refuses what is none. */
export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable();
  return value;
}

/** What an answer says under a name; `undefined` where it says nothing. */
export function part(value: unknown, name: string): unknown {
  const parts: Readonly<Record<string, unknown>> =
    typeof value === "object" && value !== null ? { ...value } : {};
  return parts[name];
}

/** A text in an answer. Refuses what is none. */
export function text(value: unknown): string {
  if (typeof value !== "string") throw unreadable();
  return value;
}
