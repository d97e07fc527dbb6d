import type { Channel } from "./channels.ts";

/** Something that happened, as both protocols carry it. */
export interface StreamEvent {
  readonly event:
    | "update"
    | "status.update"
    | "delete"
    | "notification"
    | "notifications_merged"
    | "conversation"
    | "filters_changed";
  /** JSON, or for a deletion the bare id; nothing where the event says it all. */
  readonly payload?: string;
}

/** A WebSocket's text frame: the payload is text inside the JSON. */
export function frameOf(channel: Channel, { event, payload }: StreamEvent): string {
  return JSON.stringify({ stream: channel.name, event, payload });
}

/** An event in the form of server-sent events. JSON never holds a line break of its own. */
export function messageOf({ event, payload }: StreamEvent): string {
  return `event: ${event}\ndata: ${payload}\n\n`;
}
