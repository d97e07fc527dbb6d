import type { Activity, Create } from "../activities/activity.ts";
import type { Note } from "../objects/note.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { ActorSource } from "../ports.ts";
import type { Verdict } from "../verdict.ts";
import { ACTOR_PATH } from "./actors.ts";
import { replyDocument, replyStatus, standingStatus, wantsDocument } from "./reply.ts";
import type { Route } from "./route.ts";

export interface NoteNeeds {
  readonly actors: ActorSource;
  readonly write: (value: Activity | Note) => JsonObject;
  /** Proves who signed a request. */
  readonly identify: (request: Request) => Promise<Verdict<Href, string>>;
}

/** A local note, and under `/activity` the `Create` that brought it. */
export function noteRoute(needs: NoteNeeds): Route {
  return {
    path: new RegExp(`^((?:${ACTOR_PATH})/statuses/[\\w-]+)(/activity)?$`),
    method: "GET",
    answer: async ({ request, url, groups: [path, activity] }) => {
      if (!wantsDocument(request.headers.get("accept"))) return undefined;
      const write = (note: Note): JsonObject => needs.write(activity === undefined ? note : createOf(note));
      return answer({ request, uri: `${url.origin}${path}`, write }, needs);
    },
  };
}

/**
 * What anybody may see is answered without a look at the signature, which would cost a key; only for
 * the rest is the reader's name asked.
 */
async function answer(
  {
    request,
    uri,
    write,
  }: {
    readonly request: Request;
    readonly uri: Href;
    readonly write: (note: Note) => JsonObject;
  },
  { actors, identify }: NoteNeeds,
): Promise<Response> {
  const shown = await actors.note(uri, undefined);
  if (shown.standing === "gone") return replyStatus(standingStatus.gone);
  if (shown.standing === "here" && shown.note !== undefined) return replyDocument(write(shown.note));
  if (!request.headers.has("signature")) return replyStatus(standingStatus.unknown);
  const reader = await identify(request);
  if (!reader.ok) return replyStatus(401);
  const { standing, note } = await actors.note(uri, reader.value);
  return standing === "here" && note !== undefined
    ? replyDocument(write(note), "asker")
    : replyStatus(standingStatus.unknown);
}

function createOf(note: Note): Create {
  return {
    type: "Create",
    id: `${note.id}/activity`,
    actor: note.attributedTo,
    to: note.to,
    cc: note.cc,
    published: note.published,
    object: note,
  };
}
