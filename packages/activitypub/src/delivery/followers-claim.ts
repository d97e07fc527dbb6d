import { hash } from "node:crypto";
import { sameOrigin } from "../objects/origin.ts";
import type { Href } from "../objects/reference.ts";
import { isHref } from "../objects/wire.ts";
import { readParameters } from "../signatures/parameters.ts";

/**
 * What a server says of an actor's followers who live on the server that it writes to (FEP-8fcf).
 *
 * @see https://codeberg.org/fediverse/fep/src/branch/main/fep/8fcf/fep-8fcf.md
 */
export interface FollowersClaim {
  /** The address of all of the actor's followers. */
  readonly collection: Href;
  /** Tells whether both servers know the same followers: see `followersDigest`. In hexadecimal. */
  readonly digest: string;
  /** Where those of the other server are listed, for that server. */
  readonly url: Href;
}

/** The name of the header that carries it. */
export const FOLLOWERS_HEADER = "collection-synchronization";

/** The length of a digest. */
export const DIGEST_BYTES: number = 32;
const MAX_HEADER_LENGTH = 4096;

/** The digests of all addresses, one over the other: equal for equal sets, whatever their order. In hexadecimal. */
export function followersDigest(followers: Iterable<Href>): string {
  const sum = Buffer.alloc(DIGEST_BYTES);
  for (const follower of followers) addDigest(sum, follower);
  return sum.toString("hex");
}

/** Puts the digest of one more address over a sum of so many bytes. */
export function addDigest(sum: Buffer, follower: Href): void {
  const digest = hash("sha256", follower, "buffer");
  for (let at = 0; at < DIGEST_BYTES; at += 1) sum[at] = (sum[at] ?? 0) ^ (digest[at] ?? 0);
}

/** Writes the header. */
export function writeFollowersClaim({ collection, digest, url }: FollowersClaim): string {
  return `collectionId="${collection}", url="${url}", digest="${digest}"`;
}

/** Reads the header; one that leads to another server than the sender's says nothing (F-183, S-046). */
export function readFollowersClaim(header: string | undefined, sender: Href): FollowersClaim | undefined {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return undefined;
  const found = readParameters(header);
  if (!found.ok) return undefined;
  const [collection, url] = [found.value.get("collectionId"), found.value.get("url")];
  const digest = found.value.get("digest")?.toLowerCase() ?? "";
  if (!isHref(collection) || !isHref(url) || !/^[0-9a-f]{64}$/.test(digest)) return undefined;
  return sameOrigin(url, sender) ? { collection, digest, url } : undefined;
}

/** Where the followers of a local actor are listed for the server that asks. */
export function synchronizationUrl(actor: Href): Href {
  return `${actor}/followers_synchronization`;
}
