import type { Normalise } from "../jsonld/normalise.ts";
import { readActor } from "../objects/actor.ts";
import type { Actor } from "../objects/actor.ts";
import { readAuthorization } from "../objects/authorization.ts";
import type { Authorization } from "../objects/authorization.ts";
import { readNote } from "../objects/note.ts";
import type { Note } from "../objects/note.ts";
import type { JsonObject } from "../objects/reference.ts";
import type { Verdict } from "../verdict.ts";

/** Read what was fetched; none: it is something else, or broken. */
export interface Readers {
  readonly readActor: (json: JsonObject) => Promise<Actor | undefined>;
  readonly readNote: (json: JsonObject) => Promise<Note | undefined>;
  readonly readAuthorization: (json: JsonObject) => Promise<Authorization | undefined>;
}

/** The readers of what was fetched: through the same gate as what is received. */
export function createReaders(normalise: Normalise): Readers {
  const reading =
    <Value>(read: (json: JsonObject) => Verdict<Value, string>) =>
    async (json: JsonObject): Promise<Value | undefined> => {
      const plain = await normalise(json);
      const value = plain.ok ? read(plain.value) : plain;
      return value.ok ? value.value : undefined;
    };
  return {
    readActor: reading(readActor),
    readNote: reading((json) => readNote(json)),
    readAuthorization: reading(readAuthorization),
  };
}
