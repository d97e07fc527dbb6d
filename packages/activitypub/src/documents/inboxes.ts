import type { InboxRequest, InboxVerdict } from "../inbox/receive.ts";
import { respond } from "../inbox/respond.ts";
import type { ActorSource } from "../ports.ts";
import { readRequest } from "../signatures/request.ts";
import { ACTOR_PATH, findActor } from "./actors.ts";
import type { Route } from "./route.ts";

export interface InboxNeeds {
  readonly actors: ActorSource;
  readonly receive: (request: InboxRequest) => Promise<InboxVerdict>;
}

/** The shared inbox and those of local actors. A body over one mebibyte is answered 413. */
export function inboxRoute({ actors, receive }: InboxNeeds): Route {
  return {
    path: new RegExp(`^(${ACTOR_PATH})?/inbox$`),
    method: "POST",
    answer: async ({ request, url, groups: [path] }) => {
      const owner = path === undefined ? undefined : await findActor(actors, url.origin + path);
      // Whoever writes to somebody who is put aside need not know, and need not try again (F-085).
      if (owner instanceof Response)
        return owner.status === 403 ? new Response(null, { status: 202 }) : owner;
      const read = await readRequest(request);
      if (!read.ok) return respond(read);
      const recipient = owner === undefined ? {} : { recipient: owner.actor.id };
      return respond(await receive({ ...read.value, ...recipient }));
    },
  };
}
