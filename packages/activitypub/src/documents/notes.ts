import type { Activity, Create } from "../activities/activity.ts";
import type { Note } from "../objects/note.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { ActorSource } from "../ports.ts";
import { ACTOR_PATH } from "./actors.ts";
import type { Door } from "./door.ts";
import { replyDocument, replyStatus, sharingOf, standingStatus, wantsDocument } from "./reply.ts";
import type { Route } from "./route.ts";

export interface NoteNeeds {
  readonly actors: ActorSource;
  readonly write: (value: Activity | Note) => JsonObject;
  readonly door: Door;
}

/** A local note at its id and at the address of its page, and under `/activity` the `Create` that brought it. */
export function noteRoute(needs: NoteNeeds): Route {
  return {
    path: new RegExp(`^((?:${ACTOR_PATH})/statuses/[\\w-]+|/@[\\w.-]+/[\\w-]+)(/activity)?$`),
    method: "GET",
    answer: async ({ request, url, groups: [path, activity] }) => {
      if (!wantsDocument(request.headers.get("accept"))) return undefined;
      const write = (note: Note): JsonObject => needs.write(activity === undefined ? note : createOf(note));
      return answer({ request, uri: `${url.origin}${path}`, write }, needs);
    },
  };
}

interface Question {
  readonly request: Request;
  readonly uri: Href;
  readonly write: (note: Note) => JsonObject;
}

/**
 * What anybody may see is answered without a look at the signature, which would cost a key; only for the rest, and where
 * every reader is to be known, is the reader's name asked. Whom the author has blocked sees nothing (F-079).
 */
async function answer(
  { request, uri, write }: Question,
  { actors, door }: Pick<NoteNeeds, "actors" | "door">,
): Promise<Response> {
  const entry = await door.enter(request);
  if (entry instanceof Response) return entry;
  const shown = await actors.note(uri, entry.reader);
  if (shown.standing === "gone" || shown.standing === "suspended")
    return replyStatus(standingStatus[shown.standing]);
  if (shown.standing === "here" && shown.note !== undefined) {
    const isHidden = await door.isBlocked(shown.note.attributedTo, entry.reader);
    return isHidden ? unknown() : replyDocument(write(shown.note), sharingOf(entry));
  }
  return door.isGuarded ? unknown() : answerByName({ request, uri, write }, { actors, door });
}

async function answerByName(
  { request, uri, write }: Question,
  { actors, door }: Pick<NoteNeeds, "actors" | "door">,
): Promise<Response> {
  const entry = await door.introduce(request);
  if (entry instanceof Response) return entry;
  if (entry.reader === undefined) return unknown();
  const { standing, note } = await actors.note(uri, entry.reader);
  if (standing !== "here" || note === undefined) return unknown();
  return (await door.isBlocked(note.attributedTo, entry.reader))
    ? unknown()
    : replyDocument(write(note), "asker");
}

function unknown(): Response {
  return replyStatus(standingStatus.unknown);
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
