import type { Client } from "@trunkline/activitypub";
import { seconds } from "@trunkline/social";

/** All in all, for a picture, film or sound (S-060). */
const deadline = seconds(120);

/** Fetches what lies at another server, by the rules of all requests to strangers (S-054). */
export function createMediaFetch(
  client: Pick<Client, "get">,
): (url: string, maxBytes: number) => Promise<Uint8Array | undefined> {
  return async (url, maxBytes) => {
    const accept = "image/*, video/*, audio/*";
    const answer = await client.get({ url, accept, maxBytes, deadlineMilliseconds: deadline });
    return answer.ok && answer.value.status === 200 ? answer.value.body : undefined;
  };
}
