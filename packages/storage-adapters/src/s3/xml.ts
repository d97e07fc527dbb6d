const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The text of the first element of this name. S3's answers are flat enough to be read without a parser. */
export function textIn(xml: string, name: string): string | undefined {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text === undefined ? undefined : unescaped(text);
}

/** The content of every element of this name, none of which holds another of its kind. */
export function allIn(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"))].map(([, content = ""]) => content);
}

/** Text as it stands in XML. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function unescaped(text: string): string {
  return text.replace(
    /&(#x(?=[\da-f]+;)|#(?=\d+;))?(\w+);/gi,
    (whole, mark: string | undefined, name: string) => {
      if (mark === undefined) return entities[name] ?? whole;
      return String.fromCodePoint(Number.parseInt(name, mark === "#" ? 10 : 16));
    },
  );
}
