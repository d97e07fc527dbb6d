import type { LanguageEntity } from "./entities/instance-texts.ts";

/** Two letters a language: those of ISO 639-1. */
const twoLetters =
  "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo " +
  "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg " +
  "ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn " +
  "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sn so sq sr ss st su sv sw ta te " +
  "tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/** Others that people write in, by ISO 639-3 or with the place that tells them apart. */
const others =
  "ast chr ckb cnr csb gsw jbo kab kmr ldn lfn moh nds pdc sco sma smj szl tok vai xal zba zgh zh-CN zh-HK zh-TW";

/** Intl does not know the names of languages that somebody has made up. */
const madeUp: Readonly<Record<string, string>> = {
  bh: "Bihari",
  cnr: "Montenegrin",
  ldn: "Láadan",
  lfn: "Lingua Franca Nova",
  tok: "Toki Pona",
  zba: "Balaibalan",
};

/** The languages in which a status can say that it is written, with their English names. */
export const languages: readonly LanguageEntity[] = namesOf(`${twoLetters} ${others}`.split(" "));

function namesOf(codes: readonly string[]): readonly LanguageEntity[] {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  return codes.map((code) => ({ code, name: madeUp[code] ?? names.of(code) ?? code }));
}
