import {
  type AccountId,
  type Announcement,
  isHidden,
  type ListId,
  Refusal,
  type Social,
  type StatusId,
  toId,
} from "@trunkline/social";
import { renderConversation } from "../entities/conversation.ts";
import { renderFilterResult } from "../entities/filter.ts";
import { renderNotification } from "../entities/notification.ts";
import type { Reader } from "../entities/reader.ts";
import { renderStatus } from "../entities/status.ts";
import { covers } from "../scopes.ts";
import { carries, type Channel, type Traits, traitsOf } from "./channels.ts";
import type { StreamEvent } from "./events.ts";
import type { Listener, Listeners } from "./listeners.ts";
import { RecentStatuses } from "./recent.ts";
import { inTurns } from "./turns.ts";

interface Hub {
  readonly social: Social;
  readonly listeners: Listeners;
  readonly recent: RecentStatuses;
}

const isHome = (channel: Channel): boolean => channel.type === "user";

const hearsNews = (channel: Channel, { scopes }: Listener): boolean =>
  channel.type === "user:notification" || (channel.type === "user" && covers(scopes, "read:notifications"));

const carriesThis =
  (traits: Traits) =>
  (channel: Channel): boolean =>
    carries(channel, traits);

function readerOf({ social }: Hub, viewer: AccountId | undefined): Reader {
  return { origin: social.instance.settings.origin, viewer, links: social.media.links };
}

/** Sends a status to the homes that hold it, each as its reader sees it. */
async function sendHome(hub: Hub, id: StatusId, event: "update" | "status.update"): Promise<void> {
  const { social, listeners, recent } = hub;
  const viewers = listeners.viewers(isHome);
  const homes = viewers.length === 0 ? [] : await social.timelines.homesWith(id, viewers);
  await inTurns(homes, async (viewer) => {
    const [view] = await social.timelines.see(viewer, [id]);
    if (view === undefined || isHidden(view, viewer, "home")) return;
    const payload = JSON.stringify(renderStatus(view, readerOf(hub, viewer)));
    recent.wentHome(id, viewer);
    listeners.deliver(viewer, { event, payload }, isHome);
  });
}

/** Sends a status to the lists that hold it, each as its owner sees it. */
async function sendToLists(hub: Hub, id: StatusId, event: "update" | "status.update"): Promise<void> {
  const { social, listeners } = hub;
  const owners = listeners.lists();
  const held = owners.size === 0 ? [] : await social.timelines.listsWith(id, [...owners.keys()]);
  await Promise.all(
    held.map(async (list) => {
      const viewer = owners.get(list);
      const [view] = await social.timelines.see(viewer, [id]);
      if (viewer === undefined || view === undefined || isHidden(view, viewer, "home")) return;
      const payload = JSON.stringify(renderStatus(view, readerOf(hub, viewer)));
      listeners.deliver(viewer, { event, payload }, isListOf([list]));
    }),
  );
}

const isListOf =
  (lists: readonly ListId[]) =>
  (channel: Channel): boolean =>
    channel.type === "list" && lists.includes(channel.list);

/** Whoever reads a list with its author had the status, unless it was direct. */
async function sendDeletionToLists({ social, listeners }: Hub, deleted: Deleted): Promise<void> {
  if (deleted.isDirect) return;
  const owners = new Set(listeners.lists().values());
  await Promise.all(
    [...owners].map(async (viewer) => {
      const lists = (await social.lists.holding(viewer, deleted.account)).map(({ id }) => id);
      listeners.deliver(viewer, { event: "delete", payload: deleted.status }, isListOf(lists));
    }),
  );
}

/** Sends a public status to public channels: one text for all, and still each viewer is asked about. */
async function sendPublic(hub: Hub, id: StatusId, event: "update" | "status.update"): Promise<void> {
  const { social, listeners, recent } = hub;
  const [view] = await social.timelines.see(undefined, [id]);
  const traits = view === undefined ? undefined : traitsOf(view);
  if (view === undefined || traits === undefined) return;
  recent.wasPublic(id, traits);
  const fits = carriesThis(traits);
  const shared = renderStatus(view, readerOf(hub, undefined));
  const payload = JSON.stringify(shared);
  await inTurns(listeners.viewers(fits), async (viewer) => {
    const [seen] = await social.timelines.see(viewer, [id]);
    if (seen === undefined) return;
    const filtered = seen.filtered.map(renderFilterResult);
    const own = filtered.length === 0 ? payload : JSON.stringify({ ...shared, filtered });
    listeners.deliver(viewer, { event, payload: own }, fits);
  });
}

/** Whether the viewer's home held what this account said. */
async function heldAtHome(hub: Hub, viewer: AccountId, deleted: Deleted): Promise<boolean> {
  const { status, account, isDirect = false } = deleted;
  if (viewer === account || hub.recent.isHome(status, viewer)) return true;
  if (isDirect) return false;
  const [relationship] = await hub.social.follows.relationships(viewer, [account]);
  return relationship?.out?.state === "accepted";
}

type Deleted = Extract<Announcement, { readonly type: "status.deleted" }>;

async function sendDeletion(hub: Hub, deleted: Deleted): Promise<void> {
  const { listeners, recent } = hub;
  const event: StreamEvent = { event: "delete", payload: deleted.status };
  const traits = recent.traits(deleted.status);
  if (traits !== undefined) {
    const fits = carriesThis(traits);
    for (const viewer of listeners.viewers(fits)) listeners.deliver(viewer, event, fits);
  }
  await inTurns(listeners.viewers(isHome), async (viewer) => {
    if (await heldAtHome(hub, viewer, deleted)) listeners.deliver(viewer, event, isHome);
  });
  recent.forget(deleted.status);
}

type News = Extract<Announcement, { readonly type: "notification" }>;

async function sendNews(hub: Hub, { account, notification }: News): Promise<void> {
  const { social, listeners } = hub;
  if (!listeners.viewers(hearsNews).includes(account)) return;
  try {
    const view = await social.notifications.show(account, toId(notification));
    const payload = JSON.stringify(renderNotification(view, readerOf(hub, account)));
    listeners.deliver(account, { event: "notification", payload }, hearsNews);
  } catch (error) {
    // It was taken back before it could be told.
    if (error instanceof Refusal && error.code === "not-found") return;
    throw error;
  }
}

const hearsMerging = (channel: Channel, listener: Listener): boolean =>
  channel.type === "user" && hearsNews(channel, listener);

/** Clients that hear it ask for their notifications anew; Mastodon's payload says nothing either. */
function sendMerged({ listeners }: Hub, account: AccountId): void {
  listeners.deliver(account, { event: "notifications_merged", payload: "1" }, hearsMerging);
}

type Written = Extract<Announcement, { readonly type: "conversation" }>;

const isDirect = (channel: Channel): boolean => channel.type === "direct";

async function sendConversation(hub: Hub, { account, conversation }: Written): Promise<void> {
  const { social, listeners } = hub;
  if (!listeners.viewers(isDirect).includes(account)) return;
  try {
    const view = await social.conversations.show(account, conversation);
    const payload = JSON.stringify(renderConversation(view, readerOf(hub, account)));
    listeners.deliver(account, { event: "conversation", payload }, isDirect);
  } catch (error) {
    // It was removed before it could be told.
    if (error instanceof Refusal && error.code === "not-found") return;
    throw error;
  }
}

async function send(hub: Hub, announcement: Announcement): Promise<void> {
  switch (announcement.type) {
    case "status.posted":
      await sendHome(hub, announcement.status, "update");
      await sendToLists(hub, announcement.status, "update");
      return sendPublic(hub, announcement.status, "update");
    case "status.edited":
      await sendHome(hub, announcement.status, "status.update");
      await sendToLists(hub, announcement.status, "status.update");
      return sendPublic(hub, announcement.status, "status.update");
    case "filters.changed":
      return hub.listeners.deliver(announcement.account, { event: "filters_changed" }, isHome);
    case "status.deleted":
      await sendDeletionToLists(hub, announcement);
      return sendDeletion(hub, announcement);
    case "conversation":
      return sendConversation(hub, announcement);
    case "access.ended":
      return hub.listeners.end(
        ({ viewer, token }) => viewer === announcement.account || token === announcement.token,
      );
    case "notification":
      return sendNews(hub, announcement);
    case "notifications.merged":
      return sendMerged(hub, announcement.account);
  }
}

/**
 * Listens to announcements, one after the other in their order, and hands each to the connections that
 * may know of it. The answer ends it.
 */
export function startHub(
  { social, listeners }: Omit<Hub, "recent">,
  onError: (error: unknown) => void,
): () => void {
  const hub = { social, listeners, recent: new RecentStatuses() };
  let last = Promise.resolve();
  const hear = (announcement: Announcement): void => {
    if (listeners.isEmpty) return;
    last = last.then(() => send(hub, announcement)).catch(onError);
  };
  // Clients that come back ask for what they have missed.
  return social.stream.subscribe(hear, () => listeners.end(() => true));
}
