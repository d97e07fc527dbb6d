import type { AccountId, Clock, ListId } from "@trunkline/social";
import type { UserPrincipal } from "../endpoint.ts";
import { type Asked, type Channel, mayListen, readChannel } from "./channels.ts";
import { frameOf } from "./events.ts";
import type { Listener, Listeners } from "./listeners.ts";
import type { Every } from "./every.ts";

/** The socket itself, whoever made it. */
export interface Socket {
  send(text: string): void;
  ping(): void;
  close(code: number): void;
  /** How many bytes wait to be sent. */
  buffered(): number;
}

/** What the socket's owner reports. */
export interface SocketEvents {
  text(frame: string): void;
  binary(): void;
  pong(): void;
  closed(): void;
}

const maxFrameBytes = 16 * 1024;
const maxBufferedBytes = 1024 * 1024;
const maxSubscriptions = 100;
const framesPerSecond = 20;
const missedPongs = 2;
const pingSeconds = 30;

const policyViolation = 1008;
const unsupportedData = 1003;
const tooBig = 1009;
const goingAway = 1001;

export interface SocketNeeds {
  readonly socket: Socket;
  readonly principal: UserPrincipal;
  readonly address: string;
  readonly listeners: Listeners;
  readonly clock: Clock;
  readonly every: Every;
  /** Whether a list is the viewer's. */
  readonly ownsList: (viewer: AccountId, list: ListId) => Promise<boolean>;
  /** Told when that could not be found out. */
  readonly onError: (error: unknown) => void;
}

interface Wish extends Asked {
  readonly type: unknown;
}

/** What a client asks for; whatever cannot be read asks for nothing. */
function readWish(frame: string): Wish | undefined {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { type, stream, tag, list } = value as Partial<Wish>; // each of the four is read as the unknown that it is
  return { type, stream: Array.isArray(stream) ? stream[0] : stream, tag, list };
}

const complaints = {
  unknown: { error: "Unknown stream type", status: 400 },
  "no-tag": { error: "Missing tag name parameter", status: 400 },
  "no-list": { error: "Missing list name parameter", status: 400 },
} as const;

/** One WebSocket: any number of subscriptions over one connection. */
export class SocketConnection implements Listener, SocketEvents {
  readonly viewer: Listener["viewer"];
  readonly token: Listener["token"];
  readonly scopes: readonly string[];
  readonly address: string;
  readonly channels: Map<string, Channel> = new Map();
  readonly #needs: SocketNeeds;
  readonly #stopPinging: () => void;
  /** Lists of which it is not known yet whether they are the viewer's. */
  readonly #asking = new Set<string>();
  #unanswered = 0;
  #second = 0;
  #frames = 0;

  constructor(needs: SocketNeeds) {
    this.viewer = needs.principal.account;
    this.token = needs.principal.token;
    this.scopes = needs.principal.scopes;
    this.address = needs.address;
    this.#needs = needs;
    this.#stopPinging = needs.every(pingSeconds * 1000, () => this.#ping());
    needs.listeners.add(this);
  }

  text(frame: string): void {
    if (Buffer.byteLength(frame) > maxFrameBytes) return this.#close(tooBig);
    if (this.#isFlooding()) return this.#close(policyViolation);
    const wish = readWish(frame);
    if (wish?.type === "subscribe") this.subscribe(wish);
    if (wish?.type === "unsubscribe") this.#unsubscribe(wish);
  }

  binary(): void {
    this.#close(unsupportedData);
  }

  pong(): void {
    this.#unanswered = 0;
  }

  closed(): void {
    this.#stopPinging();
    this.#needs.listeners.remove(this);
  }

  subscribe(asked: Asked): void {
    const channel = readChannel(asked);
    if (!channel.ok) return this.#send(JSON.stringify(complaints[channel.reason]));
    if (!mayListen(channel.value, this.scopes)) {
      return this.#send(
        JSON.stringify({ error: "Access token does not have the required scopes", status: 401 }),
      );
    }
    const name = channel.value.name.join(" ");
    if (this.channels.size + this.#asking.size >= maxSubscriptions && !this.channels.has(name)) {
      return this.#send(JSON.stringify({ error: "Too many subscriptions", status: 429 }));
    }
    if (channel.value.type !== "list") return void this.channels.set(name, channel.value);
    this.#asking.add(name);
    void this.#subscribeToList(name, channel.value).catch(this.#needs.onError);
  }

  async #subscribeToList(name: string, channel: Extract<Channel, { readonly type: "list" }>): Promise<void> {
    const isOwn = await this.#needs.ownsList(this.viewer, channel.list);
    if (!this.#asking.delete(name)) return;
    if (isOwn) this.channels.set(name, channel);
    else this.#send(JSON.stringify({ error: "Not authorized to stream this list", status: 401 }));
  }

  deliver(channel: Channel, event: Parameters<Listener["deliver"]>[1]): void {
    this.#send(frameOf(channel, event));
  }

  end(): void {
    this.#close(goingAway);
  }

  #unsubscribe(asked: Asked): void {
    const channel = readChannel(asked);
    const name = channel.ok ? channel.value.name.join(" ") : "";
    const isGone = [this.channels.delete(name), this.#asking.delete(name)].includes(true);
    if (!isGone) this.#send(JSON.stringify({ error: "Error unsubscribing from channel" }));
  }

  #isFlooding(): boolean {
    const second = Math.floor(this.#needs.clock.now().getTime() / 1000);
    if (second !== this.#second) this.#frames = 0;
    this.#second = second;
    this.#frames += 1;
    return this.#frames > framesPerSecond;
  }

  #ping(): void {
    if (this.#unanswered >= missedPongs) return this.#close(goingAway);
    this.#unanswered += 1;
    this.#needs.socket.ping();
  }

  #send(text: string): void {
    if (this.#needs.socket.buffered() > maxBufferedBytes) return this.#close(policyViolation);
    this.#needs.socket.send(text);
  }

  #close(code: number): void {
    this.closed();
    this.#needs.socket.close(code);
  }
}
