import { synchronizationUrl } from "../delivery/followers-claim.ts";
import { replyRefusal } from "../inbox/respond.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { ActorSource, Collections } from "../ports.ts";
import { ACTOR_PATH, findActor } from "./actors.ts";
import type { Door } from "./door.ts";
import { replyDocument, replyStatus } from "./reply.ts";
import type { Route } from "./route.ts";

export interface SynchronizationNeeds {
  readonly actors: ActorSource;
  readonly collections: Collections;
  readonly withContext: (object: JsonObject) => JsonObject;
  readonly door: Door;
}

/**
 * A local actor's followers on the server of whoever asks, and no others, whether the actor shows its followers or not
 * (FEP-8fcf). Whoever does not sign is answered 401.
 */
export function followersSynchronizationRoute(needs: SynchronizationNeeds): Route {
  return {
    path: new RegExp(`^(${ACTOR_PATH})/followers_synchronization$`),
    method: "GET",
    answer: async ({ request, url, groups: [path = ""] }) => {
      const entry = await needs.door.introduce(request);
      if (entry instanceof Response) return entry;
      if (entry.reader === undefined) return replyRefusal("unsigned");
      const found = await findActor(needs.actors, url.origin + path);
      if (found instanceof Response) return found;
      return answer(found.actor.id, entry.reader, needs);
    },
  };
}

async function answer(
  actor: Href,
  reader: Href,
  { collections, withContext, door }: SynchronizationNeeds,
): Promise<Response> {
  if (collections.followersOn === undefined) return replyStatus(404);
  const isBlocked = await door.isBlocked(actor, reader);
  const orderedItems = isBlocked ? [] : await collections.followersOn(actor, new URL(reader).origin);
  const id = synchronizationUrl(actor);
  return replyDocument(withContext({ id, type: "OrderedCollection", orderedItems }), "asker");
}
