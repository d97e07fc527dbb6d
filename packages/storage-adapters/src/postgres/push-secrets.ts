import type { PushSubscription } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import type { SecretBox, SecretPlace } from "./secrets.ts";

/** What of a subscription is sealed at rest: where the app is reached, and all by which it can be deceived (S-172). */
export type PushSecrets = Pick<PushSubscription, "endpoint" | "p256dh" | "auth" | "secret">;

/** Where the server's own private key for push services lies. */
export const serverKeyPlace: SecretPlace = { table: "push_keys", column: "private_sealed", row: "own" };

function subscriptionPlace(token: string): SecretPlace {
  return { table: "push_subscriptions", column: "sealed", row: token };
}

export function sealSubscription(box: SecretBox, token: string, secrets: PushSecrets): string {
  const { endpoint, p256dh, auth, secret } = secrets;
  return box.seal(subscriptionPlace(token), JSON.stringify([endpoint, p256dh, auth, secret]));
}

/** Throws when it was sealed elsewhere, with another key, or changed since. */
export function openSubscription(box: SecretBox, token: string, sealed: string): PushSecrets {
  const parts: unknown = JSON.parse(box.open(subscriptionPlace(token), sealed));
  const [endpoint, p256dh, auth, secret] = Array.isArray(parts) ? parts.map(String) : [];
  if (endpoint === undefined || p256dh === undefined || auth === undefined || secret === undefined)
    throw new Error(`The push subscription of token ${token} is not whole.`);
  return { endpoint, p256dh, auth, secret };
}

/** The ids of the keys with which something of push is sealed. */
export const pushSealedWith = (sql: Sql): Fragment => sql`
  select split_part(sealed, ':', 1) as key_id from push_subscriptions
  union select split_part(private_sealed, ':', 1) from push_keys`;

/** Seals anew what is not sealed with the active key. Resolves to how much. */
export async function resealPush(sql: Sql, box: SecretBox): Promise<number> {
  const anew = (place: SecretPlace, sealed: string): string => box.seal(place, box.open(place, sealed));
  const keys = await sql<{ sealed: string }[]>`
    select private_sealed as sealed from push_keys where split_part(private_sealed, ':', 1) <> ${box.active}`;
  for (const { sealed } of keys) {
    await sql`
      update push_keys set private_sealed = ${anew(serverKeyPlace, sealed)} where private_sealed = ${sealed}`;
  }
  const rows = await sql<{ tokenId: string; sealed: string }[]>`
    select token_id, sealed from push_subscriptions where split_part(sealed, ':', 1) <> ${box.active}`;
  for (const { tokenId, sealed } of rows) {
    await sql`
      update push_subscriptions set sealed = ${anew(subscriptionPlace(tokenId), sealed)}
      where token_id = ${tokenId} and sealed = ${sealed}`;
  }
  return keys.length + rows.length;
}
