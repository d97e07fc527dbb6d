import { isActivityType } from "../fetching/media-type.ts";
import type { Href } from "../objects/reference.ts";

/**
 * Finds the ActivityPub document that a page says it stands for: in its `Link` header first, then in
 * the `<link>` elements of its HTML.
 *
 * @param base the page's own address, for links that are relative
 */
export function findAlternate(
  page: { readonly link: string | undefined; readonly html: string },
  base: Href,
): Href | undefined {
  const found = fromHeader(page.link ?? "") ?? fromHtml(page.html);
  return found === undefined ? undefined : URL.parse(found, base)?.href;
}

function fromHeader(header: string): string | undefined {
  for (const [, target, parameters = ""] of header.matchAll(/<([^<>]*)>((?:\s*;\s*[^;,"]+(?:"[^"]*")?)*)/g)) {
    if (isAlternate((name) => parameter(parameters, name))) return target;
  }
  return undefined;
}

function fromHtml(html: string): string | undefined {
  for (const [element] of html.matchAll(/<link\b[^<>]*>/gi)) {
    const href = parameter(element, "href");
    if (href !== undefined && isAlternate((name) => parameter(element, name))) return href;
  }
  return undefined;
}

function isAlternate(read: (name: string) => string | undefined): boolean {
  const relations = (read("rel") ?? "").toLowerCase().split(/\s+/);
  return relations.includes("alternate") && isActivityType(read("type"));
}

/** The value of `name=value`, quoted either way or not at all. */
export function parameter(text: string, name: string): string | undefined {
  const found = new RegExp(`[\\s;]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>;]+))`, "i").exec(text);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value?.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
