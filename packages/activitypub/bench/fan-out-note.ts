import { withContext } from "../src/jsonld/with-context.ts";
import { PUBLIC } from "../src/objects/reference.ts";

/** Hosts on this machine: so many addresses of the loopback network, with one port. */
export interface Place {
  readonly port: number;
  readonly hosts: number;
}

/** One side of the comparison. */
export interface FanOut {
  /** Sends a new note to an inbox on each host, and resolves when all have it. */
  readonly send: (place: Place) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const ORIGIN = "https://ours.example";
export const SENDER = `${ORIGIN}/users/ana`;

let number = 0;

/** A public note, another one each time, as it is posted: about three kilobytes. */
export function noteBody(): string {
  number += 1;
  const id = `${SENDER}/notes/${number}`;
  const content = "<p>Hello, everybody.</p>".repeat(100);
  const object = { id, type: "Note", attributedTo: SENDER, to: [PUBLIC], content };
  return JSON.stringify(
    withContext({ id: `${id}/activity`, type: "Create", actor: SENDER, to: [PUBLIC], object }),
  );
}

/** The inbox of the host with a number below four million. */
export function inboxOf(port: number, index: number): string {
  const [high, middle, low] = [index >> 14, (index >> 7) & 127, index & 127];
  return `http://127.${high + 1}.${middle + 1}.${low + 1}:${port}/inbox`;
}
