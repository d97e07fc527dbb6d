import type { Cidr } from "./fetching/addresses.ts";
import type { Client } from "./fetching/client.ts";
import type { InboxVerdict } from "./inbox/receive.ts";

/** What a federation has to be told of its host; all of it holds until it is closed. */
export interface FederationOptions {
  /** The origin of every address that is ours, as in `https://social.example`. */
  readonly origin: string;
  /** The domain of handles, where it differs from the origin's host. */
  readonly handleDomain: string;
  /** How the software calls itself, for NodeInfo and the `User-Agent`. */
  readonly software: {
    readonly name: string;
    readonly version: string;
    readonly repository: string;
    readonly homepage: string;
  };
  /** Title and description of the server, and whether anybody may sign up. */
  readonly node: {
    readonly name: string;
    readonly description: string;
    readonly openRegistrations: boolean;
  };
  /**
   * Whether readers have to sign what they ask for (secure mode): all documents but WebFinger, host-meta, NodeInfo and the server's
   * own actor, without whose key nobody could begin. No by default.
   */
  readonly authorizedFetch?: boolean;
  /**
   * Pages of the host on which somebody from elsewhere goes on with what they began there. WebFinger
   * names them (FEP-3b86); without them it names none.
   */
  readonly intents?: Intents;
  /** Private address ranges that may be reached all the same, over plain http too. None by default. */
  readonly allowedPrivateAddresses?: readonly Cidr[];
  /** The way out to other hosts; guarded connections by default. Tests put a fake network here. */
  readonly client?: Client;
  /** Told what became of each delivery to an inbox, so that reasons can be counted by name. Left out: nobody is. */
  readonly onReceived?: (verdict: InboxVerdict) => void;
  /** A number from 0 to 1, for the jitter of retries. Random by default. */
  readonly random?: () => number;
}

/** Where to send a person who wants to do something here. */
export interface Intents {
  /** Takes the address of an actor or object as its parameter `uri`, and what to do with it as `intent`. */
  readonly interact: string;
  /** Takes the text of a new post as its parameter `text`. */
  readonly compose: string;
}
