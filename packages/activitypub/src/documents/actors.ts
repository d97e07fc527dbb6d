import type { Actor } from "../objects/actor.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { ActorSource, LocalActor } from "../ports.ts";
import type { Door } from "./door.ts";
import { replyDocument, replyStatus, sharingOf, standingStatus, wantsDocument } from "./reply.ts";
import type { Route, Visit } from "./route.ts";

/** The paths under which actors live: people, and the server itself. */
export const ACTOR_PATH = "/users/[\\w.-]+|/actor";

export interface ActorNeeds {
  readonly actors: ActorSource;
  readonly writeActor: (actor: Actor) => JsonObject;
  readonly door: Door;
}

/** The server's own actor, whose key is what others need before they can ask for anything else (F-048). */
const SERVER_PATH = "/actor";

/** The documents of local actors at their ids and at the addresses of their pages. */
export function actorRoute({ actors, writeActor, door }: ActorNeeds): Route {
  return {
    path: new RegExp(`^(?:${ACTOR_PATH}|/@[\\w.-]+)$`),
    method: "GET",
    answer: async (visit) => {
      if (!wantsDocument(visit.request.headers.get("accept"))) return undefined;
      const isOpen = visit.url.pathname === SERVER_PATH;
      const entry = isOpen ? { reader: undefined } : await door.enter(visit.request);
      if (entry instanceof Response) return entry;
      const local = await findActor(actors, addressOf(visit), "stub");
      if (local instanceof Response) return local;
      return replyDocument(writeActor(local.actor), sharingOf(entry));
    },
  };
}

/**
 * The local actor with an id, or the answer to whoever asks in vain.
 *
 * @param wanted what is asked for: of a suspended actor there is a stub, and nothing else (F-045)
 */
export async function findActor(
  actors: ActorSource,
  uri: Href,
  wanted: "stub" | "all" = "all",
): Promise<LocalActor | Response> {
  const { standing, local } = await actors.byUri(uri);
  const isShown = standing === "here" || (standing === "suspended" && wanted === "stub");
  if (isShown && local !== undefined) return local;
  return replyStatus(standing === "here" ? standingStatus.unknown : standingStatus[standing]);
}

/** The address that was asked for, without query. */
function addressOf({ url }: Visit): Href {
  return url.origin + url.pathname;
}
