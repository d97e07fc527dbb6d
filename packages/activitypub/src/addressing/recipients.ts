import type { Href } from "../objects/reference.ts";

/** Where an actor receives. */
export interface Mailbox {
  readonly inbox: Href;
  readonly sharedInbox: Href | undefined;
}

/**
 * The inboxes that reach every recipient, each once: a server's shared one where it has one.
 *
 * @param except inboxes that are left out, such as the sender's own server's
 */
export function inboxesOf(
  recipients: Iterable<Mailbox>,
  except: ReadonlySet<Href> = new Set(),
): readonly Href[] {
  const inboxes = new Set<Href>();
  for (const { inbox, sharedInbox } of recipients) {
    const address = sharedInbox ?? inbox;
    if (!except.has(address) && !except.has(inbox)) inboxes.add(address);
  }
  return [...inboxes];
}
