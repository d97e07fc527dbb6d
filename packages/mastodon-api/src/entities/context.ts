import type { StatusView } from "@trunkline/social";
import { z } from "zod";
import type { Reader } from "./reader.ts";
import { renderStatus, status, type StatusEntity } from "./status.ts";

/** What stands before and after a status in its thread. */
export interface ContextEntity {
  /** Oldest first. */
  readonly ancestors: readonly StatusEntity[];
  /** Depth first. */
  readonly descendants: readonly StatusEntity[];
}

export const context: z.ZodType<ContextEntity> = z.strictObject({
  ancestors: z.array(status),
  descendants: z.array(status),
});

export function renderContext(
  thread: { readonly ancestors: readonly StatusView[]; readonly descendants: readonly StatusView[] },
  reader: Reader,
): ContextEntity {
  return {
    ancestors: thread.ancestors.map((view) => renderStatus(view, reader)),
    descendants: thread.descendants.map((view) => renderStatus(view, reader)),
  };
}
