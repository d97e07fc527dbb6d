import type { Activity } from "../activities/activity.ts";
import { writeActivityObject } from "../activities/table.ts";
import { hostMetaRoutes } from "../discovery/host-meta.ts";
import { nodeInfoRoutes } from "../discovery/nodeinfo.ts";
import { webFingerRoute } from "../discovery/webfinger.ts";
import { withContext } from "../jsonld/with-context.ts";
import { writeAuthorization } from "../objects/authorization.ts";
import { writeActor } from "../objects/actor-writing.ts";
import type { Actor } from "../objects/actor.ts";
import { writeNote } from "../objects/note-writing.ts";
import { noteTypes } from "../objects/note.ts";
import type { Note } from "../objects/note.ts";
import type { JsonObject } from "../objects/reference.ts";
import type { FederationOptions } from "../options.ts";
import type { FederationPorts } from "../ports.ts";
import { actorRoute } from "./actors.ts";
import { authorizationRoute } from "./authorizations.ts";
import { collectionRoute } from "./collections.ts";
import { followersSynchronizationRoute } from "./followers-synchronization.ts";
import { inboxRoute } from "./inboxes.ts";
import type { InboxNeeds } from "./inboxes.ts";
import { noteRoute } from "./notes.ts";
import type { NoteNeeds } from "./notes.ts";
import type { Route } from "./route.ts";

export interface RouteNeeds extends Pick<NoteNeeds, "door">, Pick<InboxNeeds, "receive"> {
  readonly ports: Pick<FederationPorts, "actors" | "collections">;
  readonly options: FederationOptions;
}

/** Every address that the protocol answers for. */
export function createRoutes({ ports, options, door, receive }: RouteNeeds): readonly Route[] {
  const { actors, collections } = ports;
  return [
    inboxRoute({ actors, receive }),
    actorRoute({ actors, door, writeActor: (actor) => withContext(writeActor(actor)) }),
    noteRoute({ actors, door, write: (value) => withContext(writeObject(value)) }),
    authorizationRoute({ actors, door, write: (value) => withContext(writeAuthorization(value)) }),
    collectionRoute({ actors, collections, door, withContext }),
    followersSynchronizationRoute({ actors, collections, door, withContext }),
    webFingerRoute({ actors, options }),
    ...hostMetaRoutes(options.origin),
    ...nodeInfoRoutes({ actors, options }),
  ];
}

/** Anything of ours as plain JSON without `@context`. */
export function writeObject(value: Activity | Note | Actor): JsonObject {
  if ("preferredUsername" in value) return writeActor(value);
  return isNote(value) ? writeNote(value) : writeActivityObject(value);
}

function isNote(value: Activity | Note): value is Note {
  return Object.hasOwn(noteTypes, value.type);
}
