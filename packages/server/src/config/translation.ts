import type { Settings } from "./schema.ts";
import type { Secret } from "./secret.ts";

/** Which service translates statuses. */
export type TranslationConfig =
  | { readonly kind: "libretranslate"; readonly endpoint: string; readonly key: Secret | undefined }
  | { readonly kind: "deepl"; readonly plan: "free" | "pro"; readonly key: Secret };

/** DeepL where there is a key of it, as Mastodon chooses. */
export function translationOf(read: Settings): TranslationConfig | undefined {
  if (read.DEEPL_API_KEY !== undefined)
    return { kind: "deepl", plan: read.DEEPL_PLAN, key: read.DEEPL_API_KEY };
  if (read.LIBRE_TRANSLATE_ENDPOINT === undefined) return undefined;
  const endpoint = read.LIBRE_TRANSLATE_ENDPOINT.reveal();
  return { kind: "libretranslate", endpoint, key: read.LIBRE_TRANSLATE_API_KEY };
}
