import type { Marker, Markers } from "@trunkline/social";
import { z } from "zod";
import { instant } from "./instant.ts";

/** How far somebody has read a timeline. */
export interface MarkerEntity {
  readonly last_read_id: string;
  /** Grows by one with each change. */
  readonly version: number;
  readonly updated_at: string;
}

/** By timeline; those without a marker are left out. */
export interface MarkersEntity {
  readonly home?: MarkerEntity | undefined;
  readonly notifications?: MarkerEntity | undefined;
}

const marker: z.ZodType<MarkerEntity> = z.strictObject({
  last_read_id: z.string(),
  version: z.int(),
  updated_at: instant,
});

export const markers: z.ZodType<MarkersEntity> = z.strictObject({
  home: marker.optional(),
  notifications: marker.optional(),
});

function renderMarker({ lastReadId, version, at }: Marker): MarkerEntity {
  return { last_read_id: lastReadId, version, updated_at: at.toISOString() };
}

export function renderMarkers({ home, notifications }: Markers): MarkersEntity {
  return {
    home: home && renderMarker(home),
    notifications: notifications && renderMarker(notifications),
  };
}
