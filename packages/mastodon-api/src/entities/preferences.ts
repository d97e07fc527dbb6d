import type { Preferences } from "@trunkline/social";
import { z } from "zod";

/** How somebody likes to post and read. */
export interface PreferencesEntity {
  readonly "posting:default:visibility": "public" | "unlisted" | "private" | "direct";
  readonly "posting:default:sensitive": boolean;
  readonly "posting:default:language": string | null;
  readonly "reading:expand:media": "default" | "show_all" | "hide_all";
  readonly "reading:expand:spoilers": boolean;
}

export const preferences: z.ZodType<PreferencesEntity> = z.strictObject({
  "posting:default:visibility": z.enum(["public", "unlisted", "private", "direct"]),
  "posting:default:sensitive": z.boolean(),
  "posting:default:language": z.string().nullable(),
  "reading:expand:media": z.enum(["default", "show_all", "hide_all"]),
  "reading:expand:spoilers": z.boolean(),
});

export function renderPreferences({ visibility, sensitive, language }: Preferences): PreferencesEntity {
  return {
    "posting:default:visibility": visibility,
    "posting:default:sensitive": sensitive,
    "posting:default:language": language ?? null,
    "reading:expand:media": "default",
    "reading:expand:spoilers": false,
  };
}
