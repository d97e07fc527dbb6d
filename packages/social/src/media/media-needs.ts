import type { Imaging } from "./imaging.ts";
import type { MediaFiles } from "./media-files.ts";

/** What an application supplies that takes pictures, films and sounds. */
export interface MediaNeeds {
  readonly files: MediaFiles;
  readonly imaging: Imaging;
}
