import type { Home } from "../kernel/untrusted.ts";
import { fileAddress } from "./media-address.ts";
import type { MediaKey } from "./media-key.ts";

/** At which addresses people get pictures, films and sounds. */
export interface MediaLinks {
  /** Of a file of this server. */
  file(key: MediaKey): string;
}

export function createMediaLinks(home: Pick<Home, "origin" | "mediaAddress">): MediaLinks {
  return { file: (key) => fileAddress(key, home) };
}
