import type { Client } from "../fetching/client.ts";
import { fetchReason, statusReason } from "../fetching/documents.ts";
import type { FetchDocument, FetchReason } from "../fetching/documents.ts";
import type { Actor } from "../objects/actor.ts";
import type { Note } from "../objects/note.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { findAlternate } from "./alternate-link.ts";
import { proveHandle } from "./fetch-actor.ts";
import type { ReadActor } from "./fetch-actor.ts";
import type { ResolveHandle } from "./resolve-handle.ts";

export interface LookupNeeds {
  readonly client: Client;
  readonly fetchDocument: FetchDocument;
  readonly resolveHandle: ResolveHandle;
  readonly readActor: ReadActor;
  readonly readNote: (json: JsonObject) => Promise<Note | undefined>;
  readonly isLocal: (url: Href) => boolean;
}

const PAGE_BYTES = 1024 * 1024;

/**
 * Builds the search by address: an id, or a page for people that links to one.
 *
 * One link is followed and no more. An actor is proved as if it had been fetched by its id.
 */
export function createLookup(needs: LookupNeeds): (uri: Href) => Promise<Verdict<Actor | Note, FetchReason>> {
  return async (uri) => {
    const direct = await needs.fetchDocument(uri);
    if (direct.ok) return identify(direct.value, needs);
    if (direct.reason !== "not-activitypub") return direct;
    const alternate = await fetchAlternate(uri, needs);
    if (!alternate.ok) return alternate;
    const linked = await needs.fetchDocument(alternate.value);
    return linked.ok ? identify(linked.value, needs) : linked;
  };
}

async function fetchAlternate(
  uri: Href,
  { client, isLocal }: LookupNeeds,
): Promise<Verdict<Href, FetchReason>> {
  if (isLocal(uri)) return refuse("refused-address");
  const answer = await client.get({ url: uri, accept: "text/html", maxBytes: PAGE_BYTES });
  if (!answer.ok) return refuse(fetchReason[answer.reason]);
  const { status, url, headers, body } = answer.value;
  const reason = statusReason(status);
  if (reason !== undefined) return refuse(reason);
  const href = findAlternate({ link: headers["link"], html: body.toString("utf8") }, url);
  return href === undefined ? refuse("not-activitypub") : accept(href);
}

async function identify(
  json: JsonObject,
  { readNote, readActor, resolveHandle }: LookupNeeds,
): Promise<Verdict<Actor | Note, FetchReason>> {
  const actor = await readActor(json);
  if (actor !== undefined) {
    const known = await proveHandle(actor, resolveHandle);
    return known.ok ? accept(known.value.actor) : known;
  }
  const note = await readNote(json);
  return note === undefined ? refuse("malformed") : accept(note);
}
