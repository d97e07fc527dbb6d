import type { Filming } from "./filming.ts";
import type { Imaging } from "./imaging.ts";
import type { MediaFiles } from "./media-files.ts";

/** What an application supplies that takes pictures, films and sounds. */
export interface MediaNeeds {
  readonly files: MediaFiles;
  readonly imaging: Imaging;
  /** Left out: films and sounds are not taken, and pictures that move stay as they are. */
  readonly films?: Filming | undefined;
  /**
   * Fetches what lies at another server, by all rules for requests to strangers. `undefined`: it cannot be had, or is larger
   * than that. Left out: what lies elsewhere is linked to there.
   */
  readonly fetch?: ((url: string, maxBytes: number) => Promise<Uint8Array | undefined>) | undefined;
}
