import type { UserPrincipal } from "../endpoint.ts";
import { type Channel, type ChannelVerdict, readChannel } from "./channels.ts";
import { messageOf, type StreamEvent } from "./events.ts";
import type { Listener, Listeners } from "./listeners.ts";
import type { Every } from "./every.ts";

const maxBufferedBytes = 1024 * 1024;
const thumpSeconds = 15;

const names: ReadonlyMap<string, string> = new Map([
  ["user", "user"],
  ["user/notification", "user:notification"],
  ["direct", "direct"],
  ["list", "list"],
  ["public", "public"],
  ["public/local", "public:local"],
  ["public/remote", "public:remote"],
  ["hashtag", "hashtag"],
  ["hashtag/local", "hashtag:local"],
]);

/** The channel that an address under `/api/v1/streaming/` stands for. */
export function channelAt({ pathname, searchParams }: URL): ChannelVerdict {
  const name = names.get(pathname.replace(/^\/api\/v1\/streaming\//, "").replace(/\/$/, ""));
  const onlyMedia = ["1", "true", "on"].includes(searchParams.get("only_media") ?? "");
  const stream = onlyMedia && name?.startsWith("public") === true ? `${name}:media` : name;
  const [tag, list] = ["tag", "list"].map((parameter) => searchParams.get(parameter) ?? undefined);
  return readChannel({ stream, tag, list });
}

export interface EventStreamNeeds {
  readonly principal: UserPrincipal;
  readonly address: string;
  readonly channel: Channel;
  readonly listeners: Listeners;
  readonly every: Every;
}

/** One stream of server-sent events, which listens to one channel. */
class EventStream implements Listener {
  readonly viewer: Listener["viewer"];
  readonly token: Listener["token"];
  readonly scopes: readonly string[];
  readonly address: string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly #controller: ReadableStreamDefaultController<Uint8Array>;
  readonly #listeners: Listeners;
  readonly #stopThumping: () => void;
  readonly #encoder = new TextEncoder();

  constructor(needs: EventStreamNeeds, controller: ReadableStreamDefaultController<Uint8Array>) {
    this.viewer = needs.principal.account;
    this.token = needs.principal.token;
    this.scopes = needs.principal.scopes;
    this.address = needs.address;
    this.channels = new Map([[needs.channel.name.join(" "), needs.channel]]);
    this.#controller = controller;
    this.#listeners = needs.listeners;
    this.#stopThumping = needs.every(thumpSeconds * 1000, () => this.#write(":thump\n"));
    needs.listeners.add(this);
    this.#write(":)\n");
  }

  deliver(_channel: Channel, event: StreamEvent): void {
    this.#write(messageOf(event));
  }

  end(): void {
    this.leave();
    this.#controller.close();
  }

  /** The client went away. */
  leave(): void {
    this.#stopThumping();
    this.#listeners.remove(this);
  }

  #write(text: string): void {
    if ((this.#controller.desiredSize ?? 0) <= 0) return this.end();
    this.#controller.enqueue(this.#encoder.encode(text));
  }
}

const headers = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "private, no-store",
  "X-Accel-Buffering": "no",
};

export function eventStreamResponse(needs: EventStreamNeeds): Response {
  let stream: EventStream | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        stream = new EventStream(needs, controller);
      },
      cancel: () => stream?.leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxBufferedBytes }),
  );
  return new Response(body, { headers });
}
