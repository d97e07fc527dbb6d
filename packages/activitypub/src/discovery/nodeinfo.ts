import type { Route } from "../documents/route.ts";
import type { FederationOptions } from "../options.ts";
import type { Href } from "../objects/reference.ts";
import type { ActorSource, Usage } from "../ports.ts";

const SCHEMA = "http://nodeinfo.diaspora.software/ns/schema";
const VERSIONS = ["2.0", "2.1"] as const;
type Version = (typeof VERSIONS)[number];

export interface NodeInfoNeeds {
  readonly actors: ActorSource;
  readonly options: Pick<FederationOptions, "origin" | "software" | "node">;
}

/** NodeInfo 2.0 and 2.1, and the document that points at both. @see https://nodeinfo.diaspora.software/protocol */
export function nodeInfoRoutes({ actors, options }: NodeInfoNeeds): readonly Route[] {
  const links = VERSIONS.map((version) => ({
    rel: `${SCHEMA}/${version}`,
    href: `${options.origin}/nodeinfo/${version}`,
  }));
  const applicationLink = {
    rel: "https://www.w3.org/ns/activitystreams#Application",
    href: `${options.origin}/actor`,
  };
  return [
    {
      path: /^\/\.well-known\/nodeinfo$/,
      method: "GET",
      crossOrigin: true,
      answer: async () => reply({ links: [...links, applicationLink] }, "application/json", 259_200),
    },
    ...VERSIONS.map((version): Route => ({
      path: new RegExp(`^/nodeinfo/${version.replace(".", "\\.")}$`),
      method: "GET",
      crossOrigin: true,
      answer: async () =>
        reply(
          writeNodeInfo({ version, usage: await actors.usage(), staff: await actors.staff?.() }, options),
          `application/json; profile="${SCHEMA}/${version}#"`,
          1800,
        ),
    })),
  ];
}

interface Figures {
  readonly version: Version;
  readonly usage: Usage;
  readonly staff: readonly Href[] | undefined;
}

/** What FEP-0151 adds stands in the metadata, where older readers take anything. */
function writeNodeInfo(
  { version, usage, staff }: Figures,
  { software, node }: NodeInfoNeeds["options"],
): object {
  const { name, version: release, repository, homepage } = software;
  return {
    version,
    software:
      version === "2.0" ? { name, version: release } : { name, version: release, repository, homepage },
    protocols: ["activitypub"],
    services: { inbound: [], outbound: [] },
    usage: {
      users: { total: usage.users, activeMonth: usage.activeMonth, activeHalfyear: usage.activeHalfyear },
      localPosts: usage.localPosts,
    },
    openRegistrations: node.openRegistrations,
    metadata: {
      nodeName: node.name,
      nodeDescription: node.description,
      federation: { enabled: true },
      ...(staff === undefined ? {} : { staffAccounts: staff }),
    },
  };
}

function reply(body: object, type: string, maxAgeSeconds: number): Response {
  return new Response(JSON.stringify(body), {
    headers: {
      "content-type": type,
      "access-control-allow-origin": "*",
      "cache-control": `public, max-age=${maxAgeSeconds}`,
    },
  });
}
