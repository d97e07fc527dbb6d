import sanitizeHtml from "sanitize-html";

const maxLength = 200_000;
/** No honest text has more; each of them costs the parser as much as a long word does. */
const maxTags = 10_000;
const classes = [
  "h-*",
  "p-*",
  "u-*",
  "dt-*",
  "e-*",
  "mention",
  "hashtag",
  "ellipsis",
  "invisible",
  "quote-inline",
];
const schemes = ["http", "https", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "xmpp", "magnet", "gemini"];
const elements = "p br span a del s pre blockquote code b strong u i em ul ol li ruby rt rp".split(" ");

const strong = (): sanitizeHtml.Tag => ({ tagName: "strong", attribs: {} });

const allowed: sanitizeHtml.IOptions = {
  allowedTags: elements,
  allowedAttributes: {
    "*": ["lang"],
    a: ["href", "rel", "target", "class", "translate"],
    span: ["class", "translate"],
    p: ["class"],
    ol: ["start", "reversed"],
    li: ["value"],
  },
  allowedClasses: { a: classes, span: classes, p: classes },
  allowedSchemes: schemes,
  allowedSchemesAppliedToAttributes: ["href"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "template", "iframe", "svg", "math"],
  nestingLimit: 50,
  transformTags: {
    a: transformLink,
    "*": transformAny,
    h1: strong,
    h2: strong,
    h3: strong,
    h4: strong,
    h5: strong,
    h6: strong,
  },
};

/** Lines and nothing else, as a step towards plain text. */
const linesOnly: sanitizeHtml.IOptions = {
  allowedTags: ["p", "br", "li", "blockquote", "pre"],
  allowedAttributes: {},
  nestingLimit: 50,
};

/**
 * Makes a stranger's markup safe: an allow-list of elements, attributes, classes and schemes (S-051).
 * What is not on it is dropped and its text kept. Made twice, it stays as it was after the first time.
 */
export function safeHtml(html: string): string {
  return sanitizeHtml(mathAsText(cut(html)), allowed);
}

/** The plain text of a markup: paragraphs apart by an empty line, entities resolved. */
export function htmlToText(html: string): string {
  return sanitizeHtml(cut(html), linesOnly)
    .replaceAll(/<br \/>|<\/li>/g, "\n")
    .replaceAll(/<\/(?:p|blockquote|pre)>/g, "\n\n")
    .replaceAll(/<[a-z]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}

/** In what a formula is written beside its markup, the best first. */
const mathSources = ["application/x-tex", "text/plain"] as const;

/**
 * A formula as the text that its author wrote for it, between dollar signs (FEP-dc88): of formulas in markup
 * only a browser could make sense. One without a text is left to be dropped. Looks at every sign once.
 */
function mathAsText(html: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = nextMath(html, 0); at !== -1; at = nextMath(html, from)) {
    const end = html.indexOf("</math>", at);
    if (end === -1) break;
    parts.push(html.slice(from, at), texOf(html.slice(at, end)));
    from = end + "</math>".length;
  }
  return parts.join("") + html.slice(from);
}

function nextMath(html: string, from: number): number {
  return html.indexOf("<math", from);
}

/** The formula's source as markup of its own, which is made safe with all the rest. */
function texOf(math: string): string {
  const sign = math.slice(0, math.indexOf(">")).includes('display="block"') ? "$$" : "$";
  for (const type of mathSources) {
    const at = math.indexOf(`encoding="${type}"`);
    const start = math.indexOf(">", at) + 1;
    const end = math.indexOf("</annotation>", start);
    if (at !== -1 && start > 0 && end !== -1) return sign + math.slice(start, end).trim() + sign;
  }
  return "";
}

/** As much of a markup as is looked at (S-007). */
function cut(html: string): string {
  const text = html.slice(0, maxLength);
  let tags = 0;
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    tags += 1;
    if (tags > maxTags) return text.slice(0, at);
  }
  return text;
}

/** Of `translate` only "no" means anything to us. */
function transformAny(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { translate, ...others } = attribs;
  return { tagName, attribs: translate === "no" ? attribs : others };
}

function transformLink(_name: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const url = URL.parse(attribs["href"] ?? "");
  if (url === null || !schemes.includes(url.protocol.slice(0, -1))) return { tagName: "span", attribs: {} };
  return {
    tagName: "a",
    attribs: { ...attribs, rel: "nofollow noopener noreferrer", target: "_blank" },
  };
}
