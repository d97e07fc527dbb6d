import type { Route } from "../documents/route.ts";

const MAX_AGE_SECONDS = 259_200;

/** `/.well-known/host-meta`: where to ask for handles, as XML or JSON. @see https://www.rfc-editor.org/rfc/rfc6415 */
export function hostMetaRoutes(origin: string): readonly Route[] {
  const template = `${origin}/.well-known/webfinger?resource={uri}`;
  const json = async (): Promise<Response> =>
    reply(
      JSON.stringify({ links: [{ rel: "lrdd", type: "application/jrd+json", template }] }),
      "application/json",
    );
  return [
    { path: /^\/\.well-known\/host-meta\.json$/, method: "GET", crossOrigin: true, answer: json },
    {
      path: /^\/\.well-known\/host-meta$/,
      method: "GET",
      crossOrigin: true,
      answer: async ({ request }) =>
        /\bjson\b/.test(request.headers.get("accept") ?? "")
          ? json()
          : reply(writeXrd(template), "application/xrd+xml; charset=utf-8"),
    },
  ];
}

/** Finds the `lrdd` template in a host-meta document as XML. */
export function readLrddTemplate(xml: string): string | undefined {
  for (const [link] of xml.matchAll(/<Link\b[^<>]*>/g)) {
    const template = /\btemplate\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(link);
    const found = template?.[1] ?? template?.[2];
    if (/\brel\s*=\s*["']lrdd["']/.test(link) && found?.includes("{uri}") === true) {
      return found.replaceAll("&amp;", "&");
    }
  }
  return undefined;
}

function writeXrd(template: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
  <Link rel="lrdd" template="${template.replaceAll("&", "&amp;")}"/>
</XRD>
`;
}

function reply(body: string, type: string): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      vary: "Accept",
      "access-control-allow-origin": "*",
      "cache-control": `public, max-age=${MAX_AGE_SECONDS}`,
    },
  });
}
