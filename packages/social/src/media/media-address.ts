import type { Home } from "../kernel/untrusted.ts";
import type { MediaKey } from "./media-key.ts";

/** The address at which browsers and other servers get a file of this server. */
export function fileAddress(
  key: MediaKey,
  { origin, mediaAddress = `${origin}/media` }: Pick<Home, "origin" | "mediaAddress">,
): string {
  return `${mediaAddress}/${key}`;
}
