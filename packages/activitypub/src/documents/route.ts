/** One request for one of our addresses. */
export interface Visit {
  readonly request: Request;
  /** Path and query as asked, on our own configured origin whatever `Host` says (S-105). */
  readonly url: URL;
  /** What the groups of the route's path matched. */
  readonly groups: readonly string[];
}

/** An address, or a family of addresses, that the protocol answers for. */
export interface Route {
  /** Matched against the whole path, percent-encoding untouched. */
  readonly path: RegExp;
  /** `HEAD` comes with `GET`. */
  readonly method: "GET" | "POST";
  /** Resolves to `undefined` when the asker wants a page for people. */
  answer(visit: Visit): Promise<Response | undefined>;
}

/**
 * Answers a request from the first route with its path: 405 with `Allow` when the method is not
 * the route's, `undefined` when there is no such path.
 */
export async function answerFrom(
  routes: readonly Route[],
  request: Request,
  origin: string,
): Promise<Response | undefined> {
  const asked = new URL(request.url);
  for (const route of routes) {
    const match = route.path.exec(asked.pathname);
    if (match === null) continue;
    if (!allows(route, request.method)) return refuseMethod(route);
    const url = new URL(asked.pathname + asked.search, origin);
    const response = await route.answer({ request, url, groups: match.slice(1) });
    return request.method === "HEAD" && response !== undefined ? withoutBody(response) : response;
  }
  return undefined;
}

function allows(route: Route, method: string): boolean {
  return method === route.method || (method === "HEAD" && route.method === "GET");
}

function refuseMethod(route: Route): Response {
  const allow = route.method === "GET" ? "GET, HEAD" : route.method;
  return new Response(null, { status: 405, headers: { allow } });
}

function withoutBody(response: Response): Response {
  return new Response(null, { status: response.status, headers: response.headers });
}
