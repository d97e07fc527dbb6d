import { writeCollection, writeCollectionPage } from "../objects/collection.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { ActorSource, Collections } from "../ports.ts";
import { ACTOR_PATH, findActor } from "./actors.ts";
import type { Door } from "./door.ts";
import { replyDocument, replyStatus, sharingOf, wantsDocument } from "./reply.ts";
import type { Sharing } from "./reply.ts";
import type { Route, Visit } from "./route.ts";

type Name = "outbox" | "followers" | "following";

export interface CollectionNeeds {
  readonly actors: ActorSource;
  readonly collections: Collections;
  readonly withContext: (object: JsonObject) => JsonObject;
  readonly door: Door;
}

/**
 * Outbox, followers and following of local actors.
 *
 * The collection itself holds no items, only their number and, where its owner shows them, the address
 * of the first page. A page of a hidden one is answered 403.
 */
export function collectionRoute(needs: CollectionNeeds): Route {
  return {
    path: new RegExp(`^(${ACTOR_PATH})/(outbox|followers|following)$`),
    method: "GET",
    answer: async (visit) => {
      if (!wantsDocument(visit.request.headers.get("accept"))) return undefined;
      const entry = await needs.door.enter(visit.request);
      if (entry instanceof Response) return entry;
      const [path = "", name = ""] = visit.groups;
      const found = await findActor(needs.actors, visit.url.origin + path);
      if (found instanceof Response) return found;
      const isBlocked = await needs.door.isBlocked(found.actor.id, entry.reader);
      // The path's pattern admits no other names.
      const asked = { actor: found.actor.id, name: name as Name, sharing: sharingOf(entry) };
      return answer(visit, asked, isBlocked ? { ...needs, collections: nothing } : needs);
    },
  };
}

/** What those see whom the owner has blocked (F-079). */
const nothing: Collections = {
  count: async () => 0,
  page: async () => ({ items: [], next: undefined }),
};

async function answer(
  { url }: Visit,
  { actor, name, sharing }: { readonly actor: Href; readonly name: Name; readonly sharing: Sharing },
  { collections, withContext }: CollectionNeeds,
): Promise<Response> {
  const id = url.origin + url.pathname;
  const cursor = url.searchParams.get("cursor") ?? undefined;
  const page = await collections.page(name, actor, cursor);
  if (!url.searchParams.has("page") && cursor === undefined) {
    const totalItems = await collections.count(name, actor);
    const first = page === undefined ? undefined : pageAddress(id, undefined);
    return replyDocument(withContext(writeCollection({ id, totalItems, first })), sharing);
  }
  if (page === undefined) return replyStatus(403);
  const next = page.next === undefined ? undefined : pageAddress(id, page.next);
  const leaf = { id: pageAddress(id, cursor), partOf: id, next, items: page.items };
  return replyDocument(withContext(writeCollectionPage(leaf)), sharing);
}

function pageAddress(id: Href, cursor: string | undefined): Href {
  return cursor === undefined ? `${id}?page=true` : `${id}?page=true&cursor=${encodeURIComponent(cursor)}`;
}
