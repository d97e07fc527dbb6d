import type { Translator } from "@trunkline/social";
import type { Secret } from "../config/secret.ts";
import { ask, json, list, part, text } from "./ask.ts";

export const deeplEndpoints = {
  free: "https://api-free.deepl.com",
  pro: "https://api.deepl.com",
} as const;

/** DeepL. It knows two kinds of English and Portuguese, and takes the plain names as well. */
export function deepl(endpoint: string, key: Secret): Translator {
  const headers = { authorization: `DeepL-Auth-Key ${key.reveal()}` };
  const listed = async (type: "source" | "target"): Promise<readonly string[]> => {
    const known = list(await ask(`${endpoint}/v2/languages?type=${type}`, { headers }));
    const names = known.map((one) => text(part(one, "language")).toLowerCase());
    return [...new Set(names.map((name) => name.split("-")[0] ?? name))];
  };
  return {
    name: "DeepL.com",
    async languages() {
      const [sources, targets] = await Promise.all([listed("source"), listed("target")]);
      const pairs = sources.map((from) => [from, targets.filter((to) => to !== from)] as const);
      return new Map<string, readonly string[]>([...pairs, ["und", targets]]);
    },
    async translate(texts, { from, to }) {
      const source = from === undefined ? {} : { source_lang: from.toUpperCase() };
      const question = { text: texts, ...source, target_lang: to.toUpperCase(), tag_handling: "html" };
      const answer = await ask(`${endpoint}/v2/translate`, json(question, headers));
      const translations = list(part(answer, "translations"));
      const detected = part(translations[0], "detected_source_language");
      return {
        texts: translations.map((one) => text(part(one, "text"))),
        detected: typeof detected === "string" ? detected.toLowerCase() : undefined,
      };
    },
  };
}
