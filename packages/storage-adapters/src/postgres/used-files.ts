import type { MediaKey } from "@trunkline/social";
import type { Connection } from "./connect.ts";

/** A media file that a row names. */
export interface UsedFile {
  readonly key: MediaKey;
  /** Whether somebody would miss it: files to be removed, and copies of what lies elsewhere, may be gone. */
  readonly isNeeded: boolean;
}

/** Every media file that a row names, some of them twice. Reads whole tables. */
export async function* usedFiles(sql: Connection): AsyncGenerator<UsedFile> {
  const rows = sql<UsedFile[]>`
    select key, true as is_needed from media,
      unnest(array[source_key, made #>> '{file,key}', made #>> '{preview,key}']) key where key is not null
    union all
    select key, true from accounts, unnest(array[details #>> '{avatar,file}', details #>> '{avatar,still}',
      details #>> '{header,file}', details #>> '{header,still}']) key where details is not null and key is not null
    union all select file, true from custom_emojis where file is not null
    union all select key, false from remote_media where key is not null
    union all select key, false from discarded_files`;
  for await (const batch of rows.cursor(1000)) yield* batch;
}
