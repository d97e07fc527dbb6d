import { htmlToText, safeHtml } from "../kernel/html.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import type { Stores } from "../stores.ts";
import type { Translator } from "./translator.ts";

/** A status in another language. */
export interface StatusTranslation {
  readonly view: StatusView;
  /** Safe HTML. */
  readonly content: string;
  readonly spoilerText: string;
  /** What the media shows, as far as that is said, in the order of the media. */
  readonly descriptions: readonly (string | undefined)[];
  /** Titles of the poll's options; empty without a poll. */
  readonly options: readonly string[];
  readonly language: string;
  readonly detected: string;
  /** The name of the service. */
  readonly provider: string;
}

export interface Translation {
  /**
   * Translates what everybody may read. Refuses with `not-found` where nothing translates here or the viewer cannot
   * see it, with `not-allowed` what is for a few or cannot be translated so, and with `unreachable` when the service
   * does not answer.
   *
   * @param language the viewer's own when nothing is said
   */
  translate(viewer: AccountId, id: StatusId, language: string | undefined): Promise<StatusTranslation>;
  /** Into which languages, by the language of a text. Nothing where nothing translates here. */
  languages(): Promise<ReadonlyMap<string, readonly string[]>>;
}

export interface TranslationNeeds {
  readonly stores: Stores;
  readonly views: Views;
  readonly translator: Translator | undefined;
}

export function createTranslation({ stores, views, translator }: TranslationNeeds): Translation {
  return {
    languages: async () => translator?.languages() ?? new Map(),

    async translate(viewer, id, wished) {
      const shown = await views.show(viewer, id);
      const view = shown.boost ?? shown;
      const { visibility, language } = view.status;
      if (visibility !== "public" && visibility !== "unlisted") throw new Refusal("not-allowed");
      if (translator === undefined) throw new Refusal("not-found");
      const to = base(wished ?? (await stores.users.byAccount(viewer))?.locale ?? "en");
      const from = language === undefined ? undefined : base(language);
      const targets = (await translator.languages()).get(from ?? "und") ?? [];
      if (!targets.includes(to) || to === from) throw new Refusal("not-allowed");
      return translateView(view, { from, to, translator });
    },
  };
}

interface Translating {
  readonly from: string | undefined;
  readonly to: string;
  readonly translator: Translator;
}

/** All in one question: what is said in several places is translated together. */
async function translateView(
  view: StatusView,
  { from, to, translator }: Translating,
): Promise<StatusTranslation> {
  const { content, spoilerText, media } = view.status;
  const titles = view.poll?.poll.options.map(({ title }) => title) ?? [];
  const plain = [spoilerText, ...titles, ...media.map(({ description }) => description ?? "")];
  const sources = [content, ...plain.map(asHtml)];
  const asked = sources.filter((text) => text !== "");
  const { texts, detected } = await translator.translate(asked, { from, to });
  if (texts.length !== asked.length) throw new Refusal("unreachable", "The translator left something out.");
  const rest = [...texts];
  const [html = "", ...others] = sources.map((text) => (text === "" ? "" : (rest.shift() ?? "")));
  const [warning = "", ...more] = others.map(htmlToText);
  return {
    view,
    content: safeHtml(html),
    spoilerText: warning,
    options: more.slice(0, titles.length),
    descriptions: more.slice(titles.length).map((text) => (text === "" ? undefined : text)),
    language: to,
    detected: detected ?? from ?? "und",
    provider: translator.name,
  };
}

/** Plain text as the markup that says it. */
function asHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br />");
}

/** Without the country: services speak of languages. */
function base(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0] ?? language;
}
