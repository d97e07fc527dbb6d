import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { domainBlock, renderBlockedServer, renderWeek, week } from "../../entities/instance-texts.ts";
import { filledText } from "../../fields.ts";

export const instanceActivity: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/activity",
  summary: "Tells how much happened here in each of the last twelve weeks, the newest first.",
  who: "anyone",
  reply: z.array(week),
  refuses: ["not-found"],
  cacheSeconds: 600,
  handle: async ({ social }) => (await social.about.activity()).map(renderWeek),
});

export const instancePeers: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/peers",
  summary: "Lists the servers that this one knows and does not block.",
  who: "anyone",
  reply: z.array(z.string()),
  refuses: ["not-found"],
  cacheSeconds: 600,
  handle: async ({ social }) => [...(await social.about.peers())],
});

export const searchPeers: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/peers/search",
  summary: "Finds up to ten servers that this one knows, by the beginning of their names.",
  who: "anyone",
  query: z.object({ q: filledText(300) }),
  reply: z.array(z.string()),
  refuses: ["not-found"],
  handle: async ({ query, social }) => [...(await social.about.searchPeers(query.q))],
});

export const instanceDomainBlocks: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/domain_blocks",
  summary: "Lists the servers that this one blocks or limits, where its operator tells the caller.",
  who: "anyone",
  reply: z.array(domainBlock),
  refuses: ["not-found"],
  handle: async ({ viewer, social }) => (await social.about.blockedServers(viewer)).map(renderBlockedServer),
});
