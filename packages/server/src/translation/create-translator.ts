import type { Cache } from "@trunkline/activitypub";
import type { Translator } from "@trunkline/social";
import type { TranslationConfig } from "../config/translation.ts";
import { deepl, deeplEndpoints } from "./deepl.ts";
import { libreTranslate } from "./libre-translate.ts";
import { remembered } from "./remembered.ts";

/** The service that the settings name. `undefined`: nobody translates. */
export function createTranslator(
  config: TranslationConfig | undefined,
  cache: Cache,
): Translator | undefined {
  if (config === undefined) return undefined;
  const translator =
    config.kind === "deepl"
      ? deepl(deeplEndpoints[config.plan], config.key)
      : libreTranslate(config.endpoint, config.key);
  return remembered(translator, cache);
}
