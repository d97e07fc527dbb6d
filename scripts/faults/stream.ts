import { at } from "../client.ts";
import { plainText } from "./workload.ts";

/** What a stream told of new statuses. */
export interface Heard {
  /** How often it told of a new status whose text begins so. */
  count(key: string): number;
  /** Whether it is still open. */
  isOpen(): boolean;
  close(): void;
}

/** Opens somebody's stream, and listens until it is closed. */
export async function listenTo({
  origin,
  token,
}: {
  readonly origin: string;
  readonly token: string;
}): Promise<Heard> {
  const end = new AbortController();
  const texts: string[] = [];
  let isOpen = true;
  const answer = await fetch(`${origin}/api/v1/streaming/user`, {
    headers: { authorization: `Bearer ${token}` },
    signal: end.signal,
  });
  const read = async (): Promise<void> => {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const bytes of answer.body ?? []) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) hear(part, texts);
    }
  };
  read()
    .catch(() => undefined) // it was closed, here or there
    .finally(() => (isOpen = false));
  return {
    count: (key) => texts.filter((text) => text.startsWith(key)).length,
    isOpen: () => isOpen,
    close: () => end.abort(),
  };
}

function hear(message: string, texts: string[]): void {
  const fields = new Map(
    message.split("\n").map((line) => [line.split(": ", 1)[0], line.replace(/^\w+: /, "")]),
  );
  if (fields.get("event") !== "update") return;
  const status: unknown = JSON.parse(fields.get("data") ?? "null");
  if (at(status, "reblog") === null) texts.push(plainText(status));
}
