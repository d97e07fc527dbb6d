import { writeCollection, writeCollectionPage } from "../objects/collection.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { ActorSource, CollectionPage, Collections, LocalCollection } from "../ports.ts";
import { ACTOR_PATH, findActor } from "./actors.ts";
import type { Door } from "./door.ts";
import { replyDocument, replyStatus, sharingOf, standingStatus, wantsDocument } from "./reply.ts";
import type { Sharing } from "./reply.ts";
import type { Route, Visit } from "./route.ts";

export interface CollectionNeeds {
  readonly actors: ActorSource;
  readonly collections: Collections;
  readonly withContext: (object: JsonObject) => JsonObject;
  readonly door: Door;
}

const OF_ACTORS = `/(?:outbox|followers|following|liked|collections/[\\w-]+)`;
const OF_NOTES = `/statuses/[\\w-]+/(?:replies|likes|shares)`;

/**
 * The collections of local actors, of their notes, and of conversations that began here.
 *
 * What is read in pages shows its number and where the pages begin; pages of a hidden one are answered 403. Readers who sign
 * see what is for them besides; whoever cannot be made out is a stranger.
 */
export function collectionRoute({ actors, collections, withContext, door }: CollectionNeeds): Route {
  return {
    path: new RegExp(`^(?:(${ACTOR_PATH})(?:${OF_ACTORS}|${OF_NOTES})|/contexts/[\\w-]+)$`),
    method: "GET",
    answer: async (visit) => {
      if (!wantsDocument(visit.request.headers.get("accept"))) return undefined;
      const entry = await enter(visit.request, door);
      if (entry instanceof Response) return entry;
      const [path] = visit.groups;
      const owner = path === undefined ? undefined : await findActor(actors, visit.url.origin + path);
      if (owner instanceof Response) return owner;
      const id = visit.url.origin + visit.url.pathname;
      const { standing, collection } = await collections.find(id, entry.reader);
      if (standing !== "here") return replyStatus(standingStatus[standing]);
      if (collection === undefined) return replyStatus(403);
      const isBlocked = await door.isBlocked(collection.owner, entry.reader);
      const shown = isBlocked ? emptied(collection) : collection;
      return answer(visit, { id, shown, sharing: sharingOf(entry), withContext });
    },
  };
}

/** The reader, whose name is asked wherever they give one; in an open house nobody is turned away for a name that does not hold. */
async function enter(request: Request, door: Door): ReturnType<Door["enter"]> {
  const entry = await door.enter(request);
  if (door.isGuarded || entry instanceof Response || !request.headers.has("signature")) return entry;
  const named = await door.introduce(request);
  return named instanceof Response ? entry : named;
}

/** What those see whom the owner has blocked (F-079). */
function emptied(collection: LocalCollection): LocalCollection {
  return { ...collection, totalItems: 0, members: [] };
}

interface Shown {
  readonly id: Href;
  readonly shown: LocalCollection;
  readonly sharing: Sharing;
  readonly withContext: CollectionNeeds["withContext"];
}

async function answer({ url }: Visit, { id, shown, sharing, withContext }: Shown): Promise<Response> {
  const cursor = url.searchParams.get("cursor") ?? undefined;
  if (!url.searchParams.has("page") && cursor === undefined)
    return replyDocument(withContext(await writeHead(id, shown)), sharing);
  const { members } = shown;
  if (members === "hidden") return replyStatus(403);
  const page = isPaged(members) ? await members.page(cursor) : { items: members };
  return replyDocument(withContext(writePage({ id, cursor, page, shown })), sharing);
}

type Paged = Exclude<LocalCollection["members"], string | readonly unknown[]>;

function isPaged(members: LocalCollection["members"]): members is Paged {
  return typeof members === "object" && "page" in members;
}

async function writeHead(id: Href, shown: LocalCollection): Promise<JsonObject> {
  const { isOrdered, totalItems, attributedTo, members } = shown;
  const head = { id, isOrdered, totalItems, attributedTo };
  const bare = { first: undefined, last: undefined, items: undefined };
  if (members === "hidden") return writeCollection({ ...head, ...bare });
  if (!isPaged(members)) return writeCollection({ ...head, ...bare, items: members });
  const first = members.isInlined
    ? writePage({ id, cursor: undefined, page: await members.page(undefined), shown })
    : pageAddress(id, undefined);
  const last = members.last === undefined ? undefined : pageAddress(id, members.last);
  return writeCollection({ ...head, ...bare, first, last });
}

function writePage({
  id,
  cursor,
  page,
  shown,
}: {
  readonly id: Href;
  readonly cursor: string | undefined;
  readonly page: CollectionPage;
  readonly shown: LocalCollection;
}): JsonObject {
  const at = (other: string | undefined): Href | undefined =>
    other === undefined ? undefined : pageAddress(id, other);
  return writeCollectionPage({
    id: pageAddress(id, cursor),
    isOrdered: shown.isOrdered,
    partOf: id,
    next: at(page.next),
    prev: at(page.prev),
    items: page.items,
  });
}

function pageAddress(id: Href, cursor: string | undefined): Href {
  return cursor === undefined ? `${id}?page=true` : `${id}?page=true&cursor=${encodeURIComponent(cursor)}`;
}
