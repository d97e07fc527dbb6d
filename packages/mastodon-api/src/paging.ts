import type { Page, Paged } from "@trunkline/social";

const isLinked: unique symbol = Symbol("linked");

/** An answer that is part of a list, with the cursors of its neighbours. */
export interface Linked<Body> {
  readonly [isLinked]: true;
  readonly body: Body;
  readonly newest: string | undefined;
  readonly oldest: string | undefined;
  readonly full: boolean;
  /** Where the part begins, in a list that is counted from its beginning and has no cursors. */
  readonly counted?: { readonly offset: number; readonly limit: number };
}

/** Renders a part of a list; the router writes the `Link` header. */
export function linked<Item, Entity>(part: Paged<Item>, render: (item: Item) => Entity): Linked<Entity[]> {
  return linkedAs(
    part,
    part.items.map((item) => render(item)),
  );
}

/** The same where a part of a list is shown in a form of its own. */
export function linkedAs<Body>(part: Omit<Paged<unknown>, "items">, body: Body): Linked<Body> {
  const { newest, oldest, full } = part;
  return { [isLinked]: true, body, newest, oldest, full };
}

/** A part of a list that is counted from its beginning. */
export function countedAs<Body>(
  counted: { readonly offset: number; readonly limit: number },
  full: boolean,
  body: Body,
): Linked<Body> {
  return { [isLinked]: true, body, newest: undefined, oldest: undefined, full, counted };
}

export function isLinkedAnswer(answer: unknown): answer is Linked<unknown> {
  return typeof answer === "object" && answer !== null && isLinked in answer;
}

/** The parameters of a paged list, as clients spell them. */
export interface PageQuery {
  readonly max_id: string | undefined;
  readonly since_id: string | undefined;
  readonly min_id: string | undefined;
  readonly limit: number;
}

export function toPage(query: PageQuery): Page {
  return { maxId: query.max_id, sinceId: query.since_id, minId: query.min_id, limit: query.limit };
}

const cursors = ["max_id", "since_id", "min_id", "access_token"];

/**
 * The `Link` header of a part of a list: `next` where an older part may follow, `prev` where there
 * is anything at all. Both keep the other parameters of the request. `undefined` for an empty part.
 *
 * @param url the address that was asked for, at the origin by which the world knows this server
 */
export function linkHeader(
  url: URL,
  part: Omit<Linked<unknown>, "body" | typeof isLinked>,
): string | undefined {
  const at = (name: string, cursor: string): string => {
    const target = new URL(url);
    for (const parameter of cursors) target.searchParams.delete(parameter);
    target.searchParams.set(name, cursor);
    return target.href;
  };
  if (part.counted !== undefined) return countedLinks(at, part.full, part.counted);
  const links = [
    ...(part.full && part.oldest !== undefined ? [`<${at("max_id", part.oldest)}>; rel="next"`] : []),
    ...(part.newest === undefined ? [] : [`<${at("min_id", part.newest)}>; rel="prev"`]),
  ];
  return links.length === 0 ? undefined : links.join(", ");
}

function countedLinks(
  at: (name: string, value: string) => string,
  full: boolean,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): string | undefined {
  const links = [
    ...(full ? [`<${at("offset", String(offset + limit))}>; rel="next"`] : []),
    ...(offset > 0 ? [`<${at("offset", String(Math.max(0, offset - limit)))}>; rel="prev"`] : []),
  ];
  return links.length === 0 ? undefined : links.join(", ");
}
