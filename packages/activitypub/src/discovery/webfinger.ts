import type { Route } from "../documents/route.ts";
import { standingStatus } from "../documents/reply.ts";
import type { FederationOptions } from "../options.ts";
import type { ActorSource, LocalActor, Standing } from "../ports.ts";
import { canonicalHost, readHandle } from "./handle.ts";

export interface WebFingerNeeds {
  readonly actors: ActorSource;
  readonly options: Pick<FederationOptions, "origin" | "handleDomain">;
}

type Found = { standing: Standing; local?: LocalActor };

/** `/.well-known/webfinger`: from a handle or address to the actor. @see https://www.rfc-editor.org/rfc/rfc7033 */
export function webFingerRoute(needs: WebFingerNeeds): Route {
  return {
    path: /^\/\.well-known\/webfinger$/,
    method: "GET",
    answer: async ({ url }) => {
      const resource = url.searchParams.get("resource") ?? "";
      const found = resource === "" ? undefined : await find(resource, needs);
      if (found === undefined) return replyError(400);
      if (found.local !== undefined) return replyJrd(found.local);
      return replyError(found.standing === "gone" ? standingStatus.gone : standingStatus.unknown);
    },
  };
}

/** Resolves to `undefined` when the resource is neither a handle nor an address. */
async function find(resource: string, { actors, options }: WebFingerNeeds): Promise<Found | undefined> {
  const ourHosts = [canonicalHost(options.handleDomain) ?? "", new URL(options.origin).host];
  const instanceActor = `${options.origin}/actor`;
  if (ourHosts.some((host) => [host, `https://${host}`, `https://${host}/`].includes(resource))) {
    return actors.byUri(instanceActor);
  }
  if (/^https?:\/\//.test(resource)) {
    return URL.canParse(resource) ? actors.byUri(resource) : undefined;
  }
  const handle = readHandle(resource);
  if (handle === undefined) return undefined;
  if (!ourHosts.includes(handle.host)) return { standing: "unknown" };
  // `host@host` is by custom the server itself.
  return handle.user === handle.host ? actors.byUri(instanceActor) : actors.byUsername(handle.user);
}

function replyJrd({ actor, handle, aliases, profilePage }: LocalActor): Response {
  const jrd = {
    subject: `acct:${handle}`,
    aliases: [...new Set([...aliases, profilePage, actor.id])],
    links: [
      { rel: "self", type: "application/activity+json", href: actor.id },
      { rel: "http://webfinger.net/rel/profile-page", type: "text/html", href: profilePage },
      ...(actor.icon === undefined ? [] : [{ rel: "http://webfinger.net/rel/avatar", href: actor.icon.url }]),
    ],
  };
  return new Response(JSON.stringify(jrd), {
    headers: headers("application/jrd+json", 3600),
  });
}

/** Short-lived, so that a handle is found soon after somebody has taken it. */
function replyError(status: number): Response {
  return new Response(null, { status, headers: headers(undefined, 180) });
}

function headers(type: string | undefined, maxAgeSeconds: number): Record<string, string> {
  return {
    ...(type === undefined ? {} : { "content-type": type }),
    "access-control-allow-origin": "*",
    "cache-control": `public, max-age=${maxAgeSeconds}`,
  };
}
