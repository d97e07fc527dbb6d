import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A program that speaks to one server's API for one account. */
export interface Client {
  readonly origin: string;
  get(path: string): Promise<unknown>;
  post(
    path: string,
    form?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>;
  /** Sends a form in parts, with files. */
  upload(path: string, form: FormData): Promise<unknown>;
  put(path: string, form: Readonly<Record<string, string>>): Promise<unknown>;
  patch(path: string, form: Readonly<Record<string, string>>): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

/** An answer other than success. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

export function createClient(origin: string, token: string): Client {
  const ask = async (method: string, path: string, { form, headers = {} }: Asked = {}): Promise<unknown> => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: AbortSignal.timeout(20_000),
      ...(form === undefined ? {} : { body: form instanceof FormData ? form : new URLSearchParams(form) }),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new ApiError(answer.status, `${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  return {
    origin,
    get: (path) => ask("GET", path),
    post: (path, form = {}, headers = {}) => ask("POST", path, { form, headers }),
    upload: (path, form) => ask("POST", path, { form }),
    put: (path, form) => ask("PUT", path, { form }),
    patch: (path, form) => ask("PATCH", path, { form }),
    delete: (path) => ask("DELETE", path),
  };
}

interface Asked {
  readonly form?: Readonly<Record<string, string>> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is at a path of field names and positions in a JSON answer; `undefined` where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, step)?.value;
  }
  return found;
}

/** The text there. Throws when there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found === "string") return found;
  throw new Error(`There is no text at ${path.join(".")} of ${JSON.stringify(value).slice(0, 300)}`);
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Asks until there is an answer that is not `undefined`. Throws, naming what was waited for, at the deadline. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  { within = 15_000, every = 50 }: { readonly within?: number; readonly every?: number } = {},
): Promise<Value> {
  const deadline = Date.now() + within;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${within / 1000} s in vain: ${what}.`);
    await sleep(every);
  }
}

/** A port that is free: the wanted one if it is, or any other. */
export async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort())));
    probe.listen({ host: "127.0.0.1", port: wanted }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : wanted));
    });
  });
}
