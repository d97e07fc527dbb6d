import { createHash } from "node:crypto";
import type { Cache } from "@trunkline/activitypub";
import { days, hours } from "@trunkline/social";
import type { Translated, Translator } from "@trunkline/social";

/** A translator that is asked for the same once a day, by whichever process. */
export function remembered(translator: Translator, cache: Cache): Translator {
  const keyOf = (what: unknown): string =>
    `translation ${createHash("sha256")
      .update(JSON.stringify([translator.name, what]))
      .digest("base64url")}`;
  return {
    name: translator.name,
    async languages() {
      const kept = await cache.get(keyOf("languages"));
      if (kept !== undefined) return new Map(JSON.parse(kept) as [string, string[]][]); // written below
      const fresh = await translator.languages();
      await cache.set(keyOf("languages"), JSON.stringify([...fresh]), hours(6));
      return fresh;
    },
    async translate(texts, options): Promise<Translated> {
      const key = keyOf([texts, options]);
      const kept = await cache.get(key);
      if (kept !== undefined) return JSON.parse(kept) as Translated; // written below
      const fresh = await translator.translate(texts, options);
      await cache.set(key, JSON.stringify(fresh), days(1));
      return fresh;
    },
  };
}
