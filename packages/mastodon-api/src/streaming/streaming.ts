import { type AccountId, type Clock, type ListId, seconds, type Social } from "@trunkline/social";
import { type Admission, admitKnock, type Knock } from "./admission.ts";
import { mayListen } from "./channels.ts";
import { type Every, runtimeTimer } from "./every.ts";
import { startHub } from "./hub.ts";
import { Listeners } from "./listeners.ts";
import { channelAt, eventStreamResponse } from "./sse.ts";
import { type Socket, SocketConnection, type SocketEvents } from "./websocket.ts";

export interface StreamingOptions {
  readonly clock: Clock;
  /** Left out: the timers of the runtime, which keep no process alive. */
  readonly every?: Every;
  /** Told when an event could not be handed on. Left out: nobody is. */
  readonly onError?: (error: unknown) => void;
}

/** Open streams of both protocols. */
export interface Streaming {
  /** Decides about a WebSocket before it is one: call it before the upgrade, and `open` after. */
  admit(knock: Knock): Promise<Admission>;
  /** Takes over an upgraded socket. The query may name a first subscription. */
  open(
    admitted: Extract<Admission, { readonly ok: true }>,
    connection: { readonly url: URL; readonly address: string; readonly socket: Socket },
  ): SocketEvents;
  /** Answers a request for server-sent events under `/api/v1/streaming/`. */
  sse(request: Request, address: string): Promise<Response>;
  /** Ends every connection. */
  close(): void;
}

const revalidateAfter = seconds(4);

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { "Cache-Control": "private, no-store" } });
}

const complaints = {
  unknown: "Unknown channel requested",
  "no-tag": "Missing tag name parameter",
  "no-list": "Missing list name parameter",
} as const;

/** Ends the connections whose token holds no longer (S-089: within five seconds). */
async function endRevoked(social: Social, listeners: Listeners): Promise<void> {
  if (listeners.isEmpty) return;
  const revoked = new Set(await social.signIn.revoked(listeners.tokens()));
  listeners.end(({ token }) => revoked.has(token));
}

/** Opens the streams of a server. There is one of it in a process; `close` it at the end. */
export function createStreaming(social: Social, options: StreamingOptions): Streaming {
  const { clock, every = runtimeTimer, onError = () => undefined } = options;
  const listeners = new Listeners();
  const stopHub = startHub({ social, listeners }, onError);
  const stopChecking = every(revalidateAfter, () => void endRevoked(social, listeners).catch(onError));

  async function ownsList(viewer: AccountId, list: ListId): Promise<boolean> {
    return (await social.lists.all(viewer)).some(({ id }) => id === list);
  }

  async function admit(knock: Knock): Promise<Admission> {
    const admission = await admitKnock(knock, social.signIn);
    if (!admission.ok) return admission;
    const { address } = knock;
    if (listeners.hasPlace({ viewer: admission.principal.account, address })) return admission;
    return { ok: false, status: 429, reason: "Too many connections" };
  }

  return {
    admit,

    open({ principal }, { url, address, socket }) {
      const needs = { socket, principal, address, listeners, clock, every, ownsList, onError };
      const connection = new SocketConnection(needs);
      const [stream, tag, list] = ["stream", "tag", "list"].map((name) => url.searchParams.get(name));
      if (stream !== null) connection.subscribe({ stream, tag, list });
      return connection;
    },

    async sse(request, address) {
      // A HEAD would open a stream that nobody reads, and that nothing ends.
      if (request.method !== "GET") return refusal(405, "Streams are read with GET");
      const url = new URL(request.url);
      const authorization = request.headers.get("authorization") ?? undefined;
      const admission = await admit({ url, authorization, protocol: undefined, address });
      if (!admission.ok) return refusal(admission.status, admission.reason);
      const channel = channelAt(url);
      if (!channel.ok) return refusal(400, complaints[channel.reason]);
      const { principal } = admission;
      if (!mayListen(channel.value, principal.scopes)) {
        return refusal(401, "Access token does not have the required scopes");
      }
      if (channel.value.type === "list" && !(await ownsList(principal.account, channel.value.list))) {
        return refusal(401, "Not authorized to stream this list");
      }
      return eventStreamResponse({ principal, address, channel: channel.value, listeners, every });
    },

    close() {
      stopHub();
      stopChecking();
      listeners.end(() => true);
    },
  };
}
