import type { Conversation, Notification, Status } from "./operations.ts";

/** What to listen to: a stream's name, with the tag or list that it is of. */
export type Subscription =
  | "user"
  | "user:notification"
  | "public"
  | "public:media"
  | "public:local"
  | "public:local:media"
  | "public:remote"
  | "public:remote:media"
  | "direct"
  | { readonly stream: "hashtag" | "hashtag:local"; readonly tag: string }
  | { readonly stream: "list"; readonly list: string };

interface Payloads {
  readonly update: Status;
  readonly "status.update": Status;
  readonly delete: string;
  readonly notification: Notification;
  readonly conversation: Conversation;
  readonly filters_changed: undefined;
  readonly announcement: unknown;
  readonly "announcement.reaction": unknown;
  readonly "announcement.delete": string;
  readonly notifications_merged: unknown;
}

/** Something that happened: in which stream, what kind of thing, and the thing itself. */
export type StreamMessage = {
  [Event in keyof Payloads]: {
    readonly stream: readonly string[];
    readonly event: Event;
    readonly payload: Payloads[Event];
  };
}[keyof Payloads];

/** As much of a WebSocket as is needed. */
export interface StreamSocket {
  send(text: string): void;
  close(code?: number): void;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
}

interface Wishes {
  readonly subscriptions: readonly Subscription[];
  readonly signal: AbortSignal | undefined;
}

/** Ids come bare, all else as JSON. */
const bare: ReadonlySet<string> = new Set(["delete", "announcement.delete"]);

function messageOf(frame: string): StreamMessage | undefined {
  const { error, stream, event, payload } = JSON.parse(frame);
  if (typeof error === "string") throw new Error(`The stream was refused: ${error}`);
  if (typeof event !== "string") return undefined;
  const said = payload === undefined || bare.has(event) ? payload : JSON.parse(payload);
  return { stream, event, payload: said } as StreamMessage; // the server's word, which its own tests check
}

/** Frames in the order in which they came, and whether more may come. */
interface Inbox {
  readonly waiting: string[];
  readonly isOpen: () => boolean;
  readonly more: () => Promise<void>;
}

function inboxOf(socket: StreamSocket, { subscriptions, signal }: Wishes): Inbox {
  const waiting: string[] = [];
  let isOpen = signal?.aborted !== true;
  let wake = (): void => undefined;
  const end = (): void => {
    isOpen = false;
    wake();
  };
  socket.addEventListener("open", () => {
    for (const one of subscriptions) {
      const wish = typeof one === "string" ? { stream: one } : one;
      socket.send(JSON.stringify({ type: "subscribe", ...wish }));
    }
  });
  socket.addEventListener("message", ({ data }) => {
    waiting.push(String(data));
    wake();
  });
  for (const type of ["close", "error"]) socket.addEventListener(type, end);
  signal?.addEventListener("abort", end);
  const more = (): Promise<void> => new Promise((resolve) => void (wake = resolve));
  return { waiting, isOpen: () => isOpen, more };
}

async function* messagesOf(
  socket: StreamSocket,
  { waiting, isOpen, more }: Inbox,
): AsyncGenerator<StreamMessage, void, undefined> {
  try {
    while (isOpen() || waiting.length > 0) {
      const frame = waiting.shift();
      const message = frame === undefined ? undefined : messageOf(frame);
      if (frame === undefined) await more();
      if (message !== undefined) yield message;
    }
  } finally {
    socket.close();
  }
}

/** Messages from now on, for as long as the socket is open. It ends with the socket, or by the signal. */
export function listen(socket: StreamSocket, wishes: Wishes): AsyncGenerator<StreamMessage, void, undefined> {
  return messagesOf(socket, inboxOf(socket, wishes));
}
