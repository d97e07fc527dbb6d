import type { Route } from "../documents/route.ts";
import { standingStatus } from "../documents/reply.ts";
import { ACTIVITY_TYPE } from "../fetching/media-type.ts";
import type { FederationOptions, Intents } from "../options.ts";
import type { Picture } from "../objects/picture.ts";
import type { ActorSource, LocalActor, Standing } from "../ports.ts";
import { canonicalHost, readHandle } from "./handle.ts";

export interface WebFingerNeeds {
  readonly actors: ActorSource;
  readonly options: Pick<FederationOptions, "origin" | "handleDomain" | "intents">;
}

type Found = { standing: Standing; local?: LocalActor };

/** `/.well-known/webfinger`: from a handle or address to the actor. @see https://www.rfc-editor.org/rfc/rfc7033 */
export function webFingerRoute(needs: WebFingerNeeds): Route {
  return {
    path: /^\/\.well-known\/webfinger$/,
    method: "GET",
    crossOrigin: true,
    answer: async ({ url }) => {
      const resource = url.searchParams.get("resource") ?? "";
      const found = resource === "" ? undefined : await find(resource, needs);
      if (found === undefined) return replyError(400);
      if (found.local !== undefined) return replyJrd(found.local, needs.options.intents);
      return replyError(found.standing === "here" ? standingStatus.unknown : standingStatus[found.standing]);
    },
  };
}

/** Resolves to `undefined` when the resource is neither a handle nor an address. */
async function find(resource: string, { actors, options }: WebFingerNeeds): Promise<Found | undefined> {
  const ourHosts = [canonicalHost(options.handleDomain) ?? "", new URL(options.origin).host];
  const instanceActor = `${options.origin}/actor`;
  const ourAddresses = ourHosts.flatMap((host) => [host, `https://${host}`]);
  if ([...ourAddresses, options.origin].includes(resource.replace(/\/$/, ""))) {
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

interface Link {
  readonly rel: string;
  readonly type?: string;
  readonly href?: string;
  readonly template?: string;
}

function replyJrd(local: LocalActor, intents: Intents | undefined): Response {
  const { actor, handle, aliases, profilePage } = local;
  const isServer = actor.type === "Application";
  const jrd = {
    subject: `acct:${handle}`,
    aliases: isServer ? [actor.id] : [...new Set([...aliases, profilePage, actor.id])],
    links: [...ownLinks(local), ...(isServer || intents === undefined ? [] : intentLinks(intents))],
  };
  return new Response(JSON.stringify(jrd), {
    headers: headers("application/jrd+json", 3600),
  });
}

function ownLinks({ actor, profilePage }: LocalActor): readonly Link[] {
  const page = { rel: "http://webfinger.net/rel/profile-page", type: "text/html", href: profilePage };
  const avatar = avatarLink(actor.icon);
  return [
    { rel: "self", type: ACTIVITY_TYPE, href: actor.id },
    // FEP-d556: the actor that is the server, found by the server's address.
    ...(actor.type === "Application"
      ? [{ rel: "https://www.w3.org/ns/activitystreams#Service", type: ACTIVITY_TYPE, href: actor.id }]
      : []),
    page,
    ...(avatar === undefined ? [] : [avatar]),
  ];
}

const imageTypes: Readonly<Record<string, string>> = {
  avif: "image/avif",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

function avatarLink(icon: Picture | undefined): Link | undefined {
  if (icon === undefined) return undefined;
  const { url, mediaType } = icon;
  const extension = /\.([a-z]+)$/i.exec(URL.parse(url)?.pathname ?? "")?.[1]?.toLowerCase() ?? "";
  const type = mediaType ?? imageTypes[extension];
  return { rel: "http://webfinger.net/rel/avatar", ...(type === undefined ? {} : { type }), href: url };
}

/** The verbs that the host's page takes, beside looking at an object. */
const INTENTS = ["Follow", "Like", "Announce"] as const;

/** @see https://w3id.org/fep/3b86 */
function intentLinks({ interact, compose }: Intents): readonly Link[] {
  return [
    { rel: "http://ostatus.org/schema/1.0/subscribe", template: `${interact}?uri={uri}` },
    { rel: "https://w3id.org/fep/3b86/Create", template: `${compose}?text={content}` },
    { rel: "https://w3id.org/fep/3b86/Object", template: `${interact}?uri={object}` },
    ...INTENTS.map((verb) => ({
      rel: `https://w3id.org/fep/3b86/${verb}`,
      template: `${interact}?uri={object}&intent=${verb.toLowerCase()}`,
    })),
  ];
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
