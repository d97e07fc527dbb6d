import type { Href, JsonObject } from "./reference.ts";

/** What is left of a deleted object: its address. */
export function writeTombstone(id: Href): JsonObject {
  return { id, type: "Tombstone", atomUri: id };
}
