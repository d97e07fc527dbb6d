import type { Translator } from "@trunkline/social";
import type { Secret } from "../config/secret.ts";
import { ask, json, list, part, text } from "./ask.ts";

/** LibreTranslate, or what speaks as it does. */
export function libreTranslate(endpoint: string, key: Secret | undefined): Translator {
  const base = endpoint.replace(/\/+$/, "");
  return {
    name: "LibreTranslate",
    async languages() {
      const pairs = list(await ask(`${base}/languages`)).map((known) => {
        const code = text(part(known, "code"));
        const targets = list(part(known, "targets")).map(text);
        return [code, targets.filter((to) => to !== code)] as const;
      });
      const all = pairs.map(([code]) => code);
      return new Map<string, readonly string[]>([...pairs, ["und", all]]);
    },
    async translate(texts, { from, to }) {
      const question = { q: texts, source: from ?? "auto", target: to, format: "html" };
      const signed = key === undefined ? question : { ...question, api_key: key.reveal() };
      const answer = await ask(`${base}/translate`, json(signed));
      const found = part(answer, "detectedLanguage");
      const detected = part(Array.isArray(found) ? found[0] : found, "language");
      return {
        texts: list(part(answer, "translatedText")).map(text),
        detected: from ?? (typeof detected === "string" ? detected : undefined),
      };
    },
  };
}
