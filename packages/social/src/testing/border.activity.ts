import { blankActor, blankNote } from "@trunkline/activitypub";
import type { Activity, Actor, Authorization, Members, Note } from "@trunkline/activitypub";
import type { FollowersClaim } from "../delivery/inbox.store.ts";
import { ensureInstanceActor } from "../accounts/instance-actor.ts";
import { createConsequences } from "../consequences.ts";
import type { Ears, Fediverse } from "../federation.ts";
import { createFediverse } from "../federation.ts";
import { createTown, settings } from "./town.ts";
import type { Town } from "./town.ts";

/** What was left to be sent: the activity, and where to. */
export interface Letter {
  readonly activity: Activity;
  readonly sender: string;
  readonly inboxes: readonly string[];
}

/** A town whose door to other servers is open; what stands there is written down by the test. */
export interface Border extends Town {
  readonly fediverse: Fediverse;
  /** Addresses that were fetched, in order. */
  readonly fetched: readonly string[];
  /** Actor ids whose cached keys were dropped. */
  readonly forgotten: readonly string[];
  /** Lets something be found on another server: an actor, a note, or the reason why there is none. */
  publish(uri: string, document: Published): void;
  /** An activity whose sender was proved comes in, to a personal inbox where one is given. */
  receive(activity: Activity, recipient?: string, followers?: FollowersClaim): Promise<void>;
  /** The same, passed on by somebody else. */
  receiveVia(via: string, activity: Activity): Promise<void>;
  /** Makes the server's own actor. */
  instanceActor(): Promise<void>;
  /** Lets a collection be found on another server, or not all of it. */
  publishMembers(uri: string, members: Members): void;
  /** Lets a page be found on another server that links to these addresses, or (`undefined`) does not answer. */
  publishPage(page: string, links: readonly string[] | undefined): void;
  /** Lets something be read on another site: a page, or what begins with `{`; `undefined`: it does not answer. */
  publishHtml(page: string, text: string | undefined): void;
  /** Follows up all that has happened. */
  settle(): Promise<void>;
  /** What was left to be sent since this was last asked. */
  letters(): readonly Letter[];
}

/** What stands at an address of another server, or why nothing does. */
export type Published = Actor | Note | Authorization | "unreachable" | "gone";

export function createBorder(): Border {
  const town = createTown();
  const fetched: string[] = [];
  const forgotten: string[] = [];
  const documents = new Map<string, Published>();
  const members = new Map<string, Members>();
  const pages = new Map<string, readonly string[] | undefined>();
  const texts = new Map<string, string | undefined>();
  const federation: Ears = {
    ...fakeEars(documents, { fetched, forgotten }),
    linksTo: linkReaderOf(pages, fetched),
    fetchPage: readerOf(texts, fetched),
    async fetchMembers(uri) {
      fetched.push(uri);
      const found = members.get(uri);
      return found === undefined ? { ok: false, reason: "not-found" } : { ok: true, value: found };
    },
  };
  const fediverse = createFediverse({
    ...town,
    social: { ...town.social, rules: town.rules },
    federation,
    settings,
  });
  const follow = createConsequences({ ...town, write: JSON.stringify, settings });
  let read = 0;
  return {
    ...town,
    fediverse,
    fetched,
    forgotten,
    publish: (uri, document) => void documents.set(uri, document),
    receiveVia: (via, activity) =>
      fediverse.receive({ actor: activity.actor, body: JSON.stringify(activity), recipient: undefined, via }),
    instanceActor: () =>
      ensureInstanceActor({
        ...town,
        settings,
        keyPairs: { generate: async () => ({ publicPem: "public", privatePem: "private" }) },
      }),
    publishPage: (page, links) => void pages.set(page, links),
    publishHtml: (page, text) => void texts.set(page, text),
    publishMembers: (uri, found) => void members.set(uri, found),
    receive: (activity, recipient, followers) =>
      fediverse.receive({ actor: activity.actor, body: JSON.stringify(activity), recipient, followers }),
    async settle() {
      while ((await town.storage.events.relay(follow, 100)) > 0);
      const [stuck] = town.storage.recorded();
      if (stuck !== undefined) throw new Error(`${stuck.type} could not be followed up.`);
    },
    letters() {
      const all = town.storage.outgoing();
      const fresh = all.slice(read);
      read = all.length;
      return fresh.map(({ body, sender, inboxes }) => ({ activity: readActivity(body), sender, inboxes }));
    },
  };
}

function linkReaderOf(
  pages: ReadonlyMap<string, readonly string[] | undefined>,
  fetched: string[],
): Ears["linksTo"] {
  return async (page, profiles) => {
    fetched.push(page);
    const links = pages.get(page);
    if (links === undefined) return { ok: false, reason: pages.has(page) ? "unreachable" : "not-found" };
    return { ok: true, value: profiles.some((profile) => links.includes(profile)) };
  };
}

/** Reads what was put at an address: what begins with `{` is JSON, all else a page. */
function readerOf(texts: ReadonlyMap<string, string | undefined>, fetched: string[]): Ears["fetchPage"] {
  return async (url, kind) => {
    fetched.push(url);
    const text = texts.get(url);
    if (text === undefined) return { ok: false, reason: texts.has(url) ? "unreachable" : "not-found" };
    if (text.startsWith("{") !== (kind === "json")) return { ok: false, reason: "malformed" };
    return { ok: true, value: { url, mediaType: kind === "json" ? "application/json" : "text/html", text } };
  };
}

function fakeEars(
  documents: ReadonlyMap<string, Published>,
  { fetched, forgotten }: { readonly fetched: string[]; readonly forgotten: string[] },
): Omit<Ears, "fetchMembers" | "fetchPage" | "linksTo"> {
  const fetch = (uri: string): Published | "not-found" => {
    fetched.push(uri);
    return documents.get(uri) ?? "not-found";
  };
  return {
    read: async (body) => ({ ok: true, value: readActivity(body) }),
    async fetchActor(uri) {
      const actor = fetch(uri);
      if (typeof actor === "string") return { ok: false, reason: actor };
      if (!("preferredUsername" in actor)) return { ok: false, reason: "malformed" };
      const handle = `${actor.preferredUsername}@${new URL(actor.id).host}`;
      return { ok: true, value: { actor, handle } };
    },
    async fetchAuthorization(uri) {
      const found = fetch(uri);
      if (typeof found === "string") return { ok: false, reason: found };
      return "interactingObject" in found ? { ok: true, value: found } : { ok: false, reason: "malformed" };
    },
    async fetchNote(uri) {
      const note = fetch(uri);
      if (typeof note === "string") return { ok: false, reason: note };
      return "content" in note ? { ok: true, value: note } : { ok: false, reason: "malformed" };
    },
    async resolveHandle(handle) {
      const [username, host] = handle.split("@");
      const uri = `https://${host}/users/${username}`;
      return documents.has(uri) ? { ok: true, value: uri } : { ok: false, reason: "not-found" };
    },
    async lookup(uri) {
      const found = fetch(uri);
      if (typeof found === "string") return { ok: false, reason: found };
      return "interactingObject" in found ? { ok: false, reason: "malformed" } : { ok: true, value: found };
    },
    mayPassOn: async (body) => isSigned(body),
    forget: async (actor) => void forgotten.push(actor),
  };
}

const timeNames: ReadonlySet<string> = new Set(["published", "updated", "endTime", "closed"]);

/** Times come back as times; all else is as it was written. */
function readActivity(body: string): Activity {
  return JSON.parse(body, (key, value: unknown) =>
    timeNames.has(key) && typeof value === "string" ? new Date(value) : value,
  ) as Activity; // written by JSON.stringify of an activity
}

/** A remote actor's document. */
export function actorDocument(uri: string, more: Partial<Actor> = {}): Actor {
  return {
    ...blankActor,
    id: uri,
    preferredUsername: uri.split("/").at(-1) ?? "",
    inbox: `${uri}/inbox`,
    sharedInbox: `${new URL(uri).origin}/inbox`,
    followers: `${uri}/followers`,
    ...more,
  };
}

/** A remote note, to everybody unless it says otherwise. */
export function noteDocument(id: string, attributedTo: string, more: Partial<Note> = {}): Note {
  return {
    ...blankNote,
    id,
    attributedTo,
    to: ["https://www.w3.org/ns/activitystreams#Public"],
    cc: [`${attributedTo}/followers`],
    content: "<p>Hello</p>",
    published: new Date("2026-03-01T11:00:00.000Z"),
    ...more,
  };
}

/** What every activity of an actor has; the last part of its id has to be told. */
export function from(
  actor: string,
  name: string,
): {
  readonly id: string;
  readonly actor: string;
  readonly to: [];
  readonly cc: [];
  readonly published: undefined;
} {
  return { id: `${actor}#${name}`, actor, to: [], cc: [], published: undefined };
}

/** Here every signature holds. */
function isSigned(body: string): boolean {
  const json: unknown = JSON.parse(body);
  return typeof json === "object" && json !== null && "signature" in json;
}
