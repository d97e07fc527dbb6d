import { createPrivateKey } from "node:crypto";
import { withContext } from "../jsonld/with-context.ts";
import type { RsaKeyPair } from "../keys/rsa.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { SigningKey } from "../ports.ts";
import { addressesOf } from "./addresses.ts";
import type { Addresses } from "./addresses.ts";
import type { Habits } from "./habits.ts";

/** An activity or object as a simulated account writes it. */
export type Written = JsonObject & { readonly id: Href; readonly type: string };

/** What may be said about a post besides its text. */
export interface SayOptions {
  /** Who is addressed besides everybody, and mentioned. */
  readonly mentions?: readonly Href[];
  /** Left out: everybody and the followers. */
  readonly to?: readonly Href[];
  readonly inReplyTo?: Href;
  /** What the object has besides, or in the place of what it would have. */
  readonly extra?: JsonObject;
}

/**
 * An account of a simulated server. What it does is written here, in the way of its server, and shown at its own
 * address; it reaches others by `send`.
 */
export interface SimPerson {
  readonly id: Href;
  /** `user@host` */
  readonly handle: string;
  readonly host: string;
  readonly habits: Habits;
  readonly addresses: Addresses;
  readonly key: SigningKey;
  /** Publishes a post. */
  say(text: string, options?: SayOptions): Written;
  /** Changes a post, given as it was published or changed last. */
  edit(told: Written, text: string): Written;
  /** Deletes a post. */
  delete(told: Written): Written;
  follow(actor: Href): Written;
  accept(follow: Href | JsonObject): Written;
  reject(follow: Href | JsonObject): Written;
  like(object: Href): Written;
  boost(object: Href): Written;
  block(actor: Href): Written;
  undo(told: Written): Written;
  /** Any other activity: what is not given is filled in. */
  write(type: string, rest: JsonObject): Written;
  /** Posts an activity to an inbox, through the faults of the network. It arrives while the world runs. */
  send(told: JsonObject, ...inboxes: readonly Href[]): void;
  /** What the account's addresses answer just now, by address. */
  documents(): ReadonlyMap<Href, Written | "gone">;
}

/** What an account is made of. */
export interface PersonNeeds {
  readonly origin: string;
  readonly username: string;
  readonly habits: Habits;
  readonly pair: RsaKeyPair;
  readonly now: () => Date;
  readonly send: (from: SimPerson, body: string, inboxes: readonly Href[]) => void;
}

/** Builds an account with a document, a key, and nothing said so far. */
export function simPerson(needs: PersonNeeds): SimPerson {
  const { origin, username, habits, pair, now } = needs;
  const addresses = addressesOf(origin, username, habits);
  const documents = new Map<Href, Written | "gone">();
  const show = (document: Written): Written => {
    documents.set(document.id, document);
    return document;
  };
  for (const [address, document] of ownDocuments(needs, addresses)) documents.set(address, document);
  let count = 0;
  const write = (type: string, rest: JsonObject): Written => {
    count += 1;
    const id = addresses.thing("activities", count);
    return { id, type, actor: addresses.id, ...tidy(rest, habits) };
  };
  const person: SimPerson = {
    id: addresses.id,
    handle: `${username}@${new URL(origin).host}`,
    host: new URL(origin).host,
    habits,
    addresses,
    key: { keyId: addresses.keyId, privateKey: createPrivateKey(pair.privatePem) },
    ...writing({ write, show, addresses, habits, now, documents }),
    write,
    send: (told, ...inboxes) => needs.send(person, JSON.stringify(withContext(told)), inboxes),
    documents: () => documents,
  };
  return person;
}

/** A list of one is its item, where a server writes so. */
function tidy(written: JsonObject, { writesSingleItems }: Habits): JsonObject {
  if (!writesSingleItems) return written;
  const entries = Object.entries(written).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) && value.length === 1 ? value[0] : value,
  ]);
  return Object.fromEntries(entries);
}

interface Pen {
  readonly write: (type: string, rest: JsonObject) => Written;
  readonly show: (document: Written) => Written;
  readonly addresses: Addresses;
  readonly habits: Habits;
  readonly now: () => Date;
  readonly documents: Map<Href, Written | "gone">;
}

type Verbs = Pick<
  SimPerson,
  "say" | "edit" | "delete" | "follow" | "accept" | "reject" | "like" | "boost" | "block" | "undo"
>;

function writing(pen: Pen): Verbs {
  const { write, habits } = pen;
  return {
    ...posting(pen),
    follow: (object) => write("Follow", { object }),
    accept: (object) => write("Accept", { object }),
    reject: (object) => write("Reject", { object }),
    like: (object) => write("Like", { object }),
    boost: (object) => write("Announce", { object, ...audience(pen) }),
    block: (object) => write("Block", { object }),
    undo: (told) => write("Undo", { object: habits.undoes === "address" ? told.id : told }),
  };
}

function posting({
  write,
  show,
  addresses,
  habits,
  now,
  documents,
}: Pen): Pick<Verbs, "say" | "edit" | "delete"> {
  let count = 0;
  const told = (type: string, note: Written): Written =>
    write(type, { to: note["to"], cc: note["cc"], object: show(note) });
  return {
    say(text, options = {}) {
      count += 1;
      const note = {
        id: addresses.thing("p", count),
        type: habits.postType,
        ...titled(text, habits),
        attributedTo: addresses.id,
        content: `<p>${text}</p>`,
        published: now().toISOString(),
        ...audience({ addresses, habits }, options),
        ...options.extra,
      };
      return told("Create", { ...note, ...tidy(note, habits) });
    },
    edit(before, text) {
      const note = before["object"] as Written; // of a post of ours, which has its object in it
      const updated = now().toISOString();
      return told("Update", { ...note, ...titled(text, habits), content: `<p>${text}</p>`, updated });
    },
    delete(before) {
      const { id, to } = before["object"] as Written & { readonly to: unknown }; // as above
      documents.set(id, "gone");
      return write("Delete", { to, object: habits.deletes === "address" ? id : { id, type: "Tombstone" } });
    },
  };
}

/** What is no note has a title. */
function titled(text: string, { postType }: Habits): JsonObject {
  return postType === "Note" ? {} : { name: text };
}

function audience({ addresses, habits }: Pick<Pen, "addresses" | "habits">, options: SayOptions = {}) {
  const { mentions = [], to, inReplyTo } = options;
  return {
    to: to ?? [habits.everybody],
    cc: [...(to === undefined ? [addresses.followers] : []), ...mentions],
    tag: mentions.map((href) => ({ type: "Mention", href })),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
  };
}

/** The actor by its address, and where the server keeps it apart, a stub with the key. */
function ownDocuments(
  { username, habits, pair }: PersonNeeds,
  addresses: Addresses,
): readonly (readonly [Href, Written])[] {
  const { id, sharedInbox, keyId } = addresses;
  const publicKey = { id: keyId, owner: id, publicKeyPem: pair.publicPem };
  const stub: Written = { id, type: habits.actorType, preferredUsername: username, publicKey };
  const actor: Written = {
    ...stub,
    name: username,
    url: addresses.page,
    inbox: addresses.inbox,
    outbox: addresses.outbox,
    followers: addresses.followers,
    ...(sharedInbox === undefined ? {} : { endpoints: { sharedInbox } }),
  };
  return [[id, actor], ...(habits.keyPlace === "document" ? [[keyId, stub] as const] : [])];
}
