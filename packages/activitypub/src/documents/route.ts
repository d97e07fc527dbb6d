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
  /** Whether programs of any website may read the answer, and ask first whether they may. */
  readonly crossOrigin?: true;
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
    if (request.method === "OPTIONS" && route.crossOrigin === true) return permit(route);
    if (!allows(route, request.method)) return refuseMethod(route);
    const url = new URL(asked.pathname + asked.search, origin);
    const response = await route.answer({ request, url, groups: match.slice(1) });
    return request.method === "HEAD" && response !== undefined ? withoutBody(response) : response;
  }
  return undefined;
}

/** The answer to a browser that asks before it lets a website's program ask. @see https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function permit(route: Route): Response {
  const methods = allowedBy(route);
  return new Response(null, {
    status: 204,
    headers: {
      allow: `${methods}, OPTIONS`,
      "access-control-allow-origin": "*",
      "access-control-allow-methods": methods,
      "access-control-allow-headers": "*",
      "access-control-max-age": "86400",
    },
  });
}

function allows(route: Route, method: string): boolean {
  return method === route.method || (method === "HEAD" && route.method === "GET");
}

function refuseMethod(route: Route): Response {
  const allow = route.crossOrigin === true ? `${allowedBy(route)}, OPTIONS` : allowedBy(route);
  return new Response(null, { status: 405, headers: { allow } });
}

/** The methods, as `Allow` names them. */
function allowedBy({ method }: Route): string {
  return method === "GET" ? "GET, HEAD" : method;
}

function withoutBody(response: Response): Response {
  return new Response(null, { status: response.status, headers: response.headers });
}
