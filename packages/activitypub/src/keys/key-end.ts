import type { Href, JsonObject } from "../objects/reference.ts";
import { isJsonObject, readDate, readList } from "../objects/wire.ts";

/** When a key stops to count; `undefined`: it goes on. */
export interface KeyEnd {
  readonly until?: Date | undefined;
}

/**
 * When a key expires or was revoked, whichever comes first, as the documents say in which it stands (FEP-521a). What is no time ends it
 * at once. Names are taken as they are written, whatever a context makes of them: nobody gains by ending a key.
 */
export function readKeyEnd(documents: readonly JsonObject[], keyId: Href): KeyEnd {
  const keys = documents
    .flatMap((document) => [
      document,
      ...readList(document["publicKey"]),
      ...readList(document["assertionMethod"]),
    ])
    .filter(isJsonObject)
    .filter(({ id }) => id === keyId);
  const times = keys.flatMap(({ expires, expiration, revoked }) => [expires, expiration, revoked]);
  const ends = times
    .filter((time) => time !== undefined && time !== null)
    .map((time) => readDate(time)?.getTime() ?? 0);
  return { until: ends.length === 0 ? undefined : new Date(Math.min(...ends)) };
}
