import type { ActorUri } from "../kernel/id.ts";

/** How a relay is subscribed to: by following everybody at its inbox, or its actor, which follows back. */
export type RelayKind = "mastodon" | "litepub";

/** A server that passes public posts on to everybody who subscribes to it. */
export interface Relay {
  readonly inbox: string;
  readonly kind: RelayKind;
  /** The relay's actor: known from the beginning, or since it answered. */
  readonly actor: ActorUri | undefined;
  /** The address of the `Follow` that was sent to it. */
  readonly follow: string;
  readonly state: "requested" | "accepted" | "rejected";
  readonly at: Date;
}

/** The relays that this server subscribes to; one for an inbox. */
export interface RelayStore {
  /** Resolves to `false`, changing nothing, where there is one with this inbox. */
  add(relay: Relay): Promise<boolean>;
  /** Resolves to what was removed. */
  remove(inbox: string): Promise<Relay | undefined>;
  /** The earliest first. */
  all(): Promise<readonly Relay[]>;
  byFollow(follow: string): Promise<Relay | undefined>;
  byActor(actor: string): Promise<Relay | undefined>;
  /** Keeps what a relay has said to a `Follow`, and who it is. */
  answer(
    follow: string,
    answer: { readonly state: "accepted" | "rejected"; readonly actor: ActorUri },
  ): Promise<void>;
}
