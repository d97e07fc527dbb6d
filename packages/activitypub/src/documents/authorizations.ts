import type { Authorization } from "../objects/authorization.ts";
import type { JsonObject } from "../objects/reference.ts";
import type { ActorSource } from "../ports.ts";
import { ACTOR_PATH } from "./actors.ts";
import type { Door } from "./door.ts";
import { replyDocument, replyStatus, sharingOf, standingStatus } from "./reply.ts";
import type { Route } from "./route.ts";

export interface AuthorizationNeeds {
  readonly actors: ActorSource;
  readonly write: (authorization: Authorization) => JsonObject;
  readonly door: Door;
}

/** The permissions that local actors have given: whoever sees a quote looks here whether it may be shown (FEP-044f). */
export function authorizationRoute({ actors, write, door }: AuthorizationNeeds): Route {
  return {
    path: new RegExp(`^(?:${ACTOR_PATH})/quote_authorizations/[\\w-]+$`),
    method: "GET",
    answer: async ({ request, url }) => {
      const entry = await door.enter(request);
      if (entry instanceof Response) return entry;
      const found = await actors.authorization?.(`${url.origin}${url.pathname}`);
      if (found?.standing === "gone") return replyStatus(standingStatus.gone);
      if (found?.authorization === undefined) return replyStatus(standingStatus.unknown);
      const isHidden = await door.isBlocked(found.authorization.attributedTo, entry.reader);
      return isHidden
        ? replyStatus(standingStatus.unknown)
        : replyDocument(write(found.authorization), sharingOf(entry));
    },
  };
}
