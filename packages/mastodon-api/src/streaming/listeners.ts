import type { AccountId, ListId, TokenId } from "@trunkline/social";
import type { Channel } from "./channels.ts";
import type { StreamEvent } from "./events.ts";

/** One open connection, of either protocol. */
export interface Listener {
  readonly viewer: AccountId;
  readonly token: TokenId;
  readonly scopes: readonly string[];
  readonly address: string;
  /** What it listens to now, by the channel's name. */
  readonly channels: ReadonlyMap<string, Channel>;
  deliver(channel: Channel, event: StreamEvent): void;
  /** Ends the connection: its token holds no longer, or the server stops. */
  end(): void;
}

/** How many connections one person, and one address, may have. */
const perViewer = 10;
const perAddress = 100;

/** The open connections. */
export class Listeners {
  readonly #all = new Set<Listener>();

  /** Whether there is a place left. */
  hasPlace({ viewer, address }: Pick<Listener, "viewer" | "address">): boolean {
    let ofViewer = 0;
    let ofAddress = 0;
    for (const listener of this.#all) {
      if (listener.viewer === viewer) ofViewer += 1;
      if (listener.address === address) ofAddress += 1;
    }
    return ofViewer < perViewer && ofAddress < perAddress;
  }

  add(listener: Listener): void {
    this.#all.add(listener);
  }

  remove(listener: Listener): void {
    this.#all.delete(listener);
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  tokens(): readonly TokenId[] {
    return [...new Set([...this.#all].map(({ token }) => token))];
  }

  /** Who listens to a channel that fits. */
  viewers(fits: (channel: Channel, listener: Listener) => boolean): readonly AccountId[] {
    const viewers = new Set<AccountId>();
    for (const listener of this.#all) {
      if ([...listener.channels.values()].some((channel) => fits(channel, listener)))
        viewers.add(listener.viewer);
    }
    return [...viewers];
  }

  /** The lists that are listened to, each with whose it is. */
  lists(): ReadonlyMap<ListId, AccountId> {
    const lists = new Map<ListId, AccountId>();
    for (const { viewer, channels } of this.#all) {
      for (const channel of channels.values()) if (channel.type === "list") lists.set(channel.list, viewer);
    }
    return lists;
  }

  /** Hands an event to every channel of the viewer that fits. */
  deliver(
    viewer: AccountId,
    event: StreamEvent,
    fits: (channel: Channel, listener: Listener) => boolean,
  ): void {
    for (const listener of this.#all) {
      if (listener.viewer !== viewer) continue;
      for (const channel of listener.channels.values()) {
        if (fits(channel, listener)) listener.deliver(channel, event);
      }
    }
  }

  end(which: (listener: Listener) => boolean): void {
    for (const listener of this.#all) if (which(listener)) listener.end();
  }
}
