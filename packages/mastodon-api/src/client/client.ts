import { bodyOf, queryOf } from "./body.ts";
import { failureOf } from "./failure.ts";
import type { Operations } from "./operations.ts";
import { listen, type StreamMessage, type StreamSocket, type Subscription } from "./stream.ts";

/** An operation's name: its method and its path. */
export type Operation = keyof Operations;

/** Operations that answer a part of a list. */
export type ListOperation = {
  [Row in Operation]: Operations[Row]["reply"] extends readonly unknown[] ? Row : never;
}[Operation];

type Part<Name extends string, Given> = [Given] extends [undefined]
  ? unknown
  : Partial<Given> extends Given
    ? { readonly [Key in Name]?: Given }
    : { readonly [Key in Name]: Given };

/** What an operation takes, each part only where it has one. */
export type Input<Row extends Operation> = Part<"params", Operations[Row]["params"]> &
  Part<"query", Operations[Row]["query"]> &
  Part<"headers", Operations[Row]["headers"]> &
  Part<"body", Operations[Row]["body"]> & { readonly signal?: AbortSignal };

type Arguments<Row extends Operation> =
  Partial<Input<Row>> extends Input<Row> ? [input?: Input<Row>] : [input: Input<Row>];

/** What an operation answers. */
export type Reply<Row extends Operation> = Operations[Row]["reply"];

type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;

/** How a client reaches its server. */
export interface ClientOptions {
  /** As in `https://social.example`. */
  readonly origin: string;
  /** Left out: the client asks as anybody. */
  readonly token?: string;
  /** Left out: the runtime's own. */
  readonly fetch?: (url: URL, init: RequestInit) => Promise<Response>;
  /** Where streams are, as in `wss://streaming.social.example`. Left out: at the origin. */
  readonly streaming?: string;
  /** Opens a socket, naming the token as a subprotocol. Left out: the runtime's `WebSocket`. */
  readonly webSocket?: (url: string, protocols: readonly string[]) => StreamSocket;
}

/** Everything that a server of this API can be asked. */
export interface Client {
  /** Asks once. A refusal is thrown as a `MastodonFailure`. */
  call<Row extends Operation>(row: Row, ...input: Arguments<Row>): Promise<Reply<Row>>;
  /** The parts of a list, from the newest on, as its links lead. */
  pages<Row extends ListOperation>(row: Row, ...input: Arguments<Row>): AsyncGenerator<Reply<Row>>;
  /** The items of a list, one after another; the next part is fetched when it is needed. */
  items<Row extends ListOperation>(row: Row, ...input: Arguments<Row>): AsyncGenerator<ItemOf<Reply<Row>>>;
  /** What happens, as it happens: all streams over one connection, which ends with the loop over it. */
  stream(
    subscriptions: readonly Subscription[],
    options?: { readonly signal?: AbortSignal },
  ): AsyncGenerator<StreamMessage, void, undefined>;
}

interface Given {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: object;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

function addressOf(path: string, { params = {}, query }: Given, origin: string): URL {
  const filled = path.replaceAll(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const url = new URL(filled, origin);
  if (query !== undefined) url.search = queryOf(query).toString();
  return url;
}

/** The address of the next part, by the `Link` header; only at the same server, since the token goes along. */
function nextOf(response: Response, origin: string): URL | undefined {
  const next = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  const url = next === undefined ? undefined : new URL(next, origin);
  return url?.origin === new URL(origin).origin ? url : undefined;
}

function openSocket(url: string, protocols: readonly string[]): StreamSocket {
  return new WebSocket(url, [...protocols]);
}

/** A client of a server that speaks this API. It keeps nothing but its options. */
export function createClient(options: ClientOptions): Client {
  const { origin, token } = options;
  const send = options.fetch ?? ((url: URL, init: RequestInit) => fetch(url, init));

  async function ask(row: string, url: URL, given: Given): Promise<Response> {
    const headers = new Headers({ Accept: "application/json" });
    if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(given.headers ?? {})) headers.set(name, String(value));
    const sent = given.body === undefined ? undefined : bodyOf(given.body);
    if (sent?.type !== undefined) headers.set("Content-Type", sent.type);
    const response = await send(url, {
      method: row.slice(0, row.indexOf(" ")),
      headers,
      ...(sent === undefined ? {} : { body: sent.body }),
      ...(given.signal === undefined ? {} : { signal: given.signal }),
    });
    if (!response.ok) throw await failureOf(row, response);
    return response;
  }

  const start = (row: string, given: Given): URL => addressOf(row.slice(row.indexOf(" ") + 1), given, origin);

  async function* pages(row: string, given: Given): AsyncGenerator<readonly unknown[]> {
    for (let url: URL | undefined = start(row, given); url !== undefined;) {
      const response = await ask(row, url, given);
      const page = (await response.json()) as readonly unknown[]; // operations.ts says that it is a list
      if (page.length > 0) yield page;
      url = nextOf(response, origin);
    }
  }

  async function* items(row: string, given: Given): AsyncGenerator {
    for await (const page of pages(row, given)) yield* page;
  }

  return {
    call: async (row: string, given: Given = {}) => (await ask(row, start(row, given), given)).json(),
    pages: (row: string, given: Given = {}) => pages(row, given),
    items: (row: string, given: Given = {}) => items(row, given),
    stream(subscriptions, { signal } = {}) {
      const base = options.streaming ?? origin.replace(/^http/, "ws");
      const open = options.webSocket ?? openSocket;
      const protocols = token === undefined ? [] : [token];
      return listen(open(`${base}/api/v1/streaming`, protocols), { subscriptions, signal });
    },
  } as Client; // rows, inputs and replies go together by operations.ts, which is made from what the server runs by
}
