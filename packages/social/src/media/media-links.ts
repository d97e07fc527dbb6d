import type { Home } from "../kernel/untrusted.ts";
import { fileAddress } from "./media-address.ts";
import type { MediaKey } from "./media-key.ts";
import type { RemoteSize } from "./remote-media.store.ts";

/** At which addresses people get pictures, films and sounds. */
export interface MediaLinks {
  /** Of a file of this server. */
  file(key: MediaKey): string;
  /**
   * Of something elsewhere: an address of this server, so that nobody who reads here asks anybody else (S-160). What lies
   * at this server already, or where the links are made without `sign`, keeps its address.
   */
  remote(url: string, size?: RemoteSize): string;
  /** Whether an address elsewhere was signed here (S-078). */
  isSigned(signature: string, url: string): boolean;
}

/** @param sign makes of a text what only this server can make of it; left out: what lies elsewhere is linked to there */
export function createMediaLinks(
  home: Pick<Home, "origin" | "mediaAddress">,
  sign?: (text: string) => string,
): MediaLinks {
  const own = [home.origin, ...(home.mediaAddress === undefined ? [] : [home.mediaAddress])];
  const signatureOf = (url: string): string | undefined => sign?.(`media-proxy ${url}`).slice(0, 32);
  return {
    file: (key) => fileAddress(key, home),
    remote(url, size = "original") {
      const signature = signatureOf(url);
      if (signature === undefined || own.some((start) => url.startsWith(`${start}/`))) return url;
      return `${home.origin}/media_proxy/${signature}/${size}?url=${encodeURIComponent(url)}`;
    },
    isSigned: (signature, url) => signatureOf(url) === signature,
  };
}
