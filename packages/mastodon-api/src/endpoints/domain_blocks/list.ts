import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { filledText, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const nothing = z.strictObject({});
const body = z.object({ domain: filledText(300) });

export const domainBlocks: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/domain_blocks",
  summary: "Lists the servers that the viewer blocks.",
  who: "user",
  scope: "read:blocks",
  query: z.object(pageFields(100, 200)),
  reply: z.array(z.string()),
  handle: async ({ query, viewer, social }) =>
    linked(await social.blocks.domains(viewer, toPage(query)), (domain) => domain),
});

export const blockDomain: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/domain_blocks",
  summary: "Keeps everybody of a server away, and ends the follows between them and the viewer.",
  who: "user",
  scope: "write:blocks",
  body,
  reply: nothing,
  refuses: ["invalid"],
  handle: async ({ body, viewer, social }) => {
    await social.blocks.blockDomain(viewer, body.domain);
    return {};
  },
});

export const unblockDomain: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/domain_blocks",
  summary: "Lets those of a server come again.",
  who: "user",
  scope: "write:blocks",
  body,
  reply: nothing,
  handle: async ({ body, viewer, social }) => {
    await social.blocks.unblockDomain(viewer, body.domain);
    return {};
  },
});

export const previewDomainBlock: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/domain_blocks/preview",
  summary: "Tells how many follows would end if the viewer blocked a server.",
  who: "user",
  scope: "write:blocks",
  query: body,
  reply: z.strictObject({ following_count: z.int(), followers_count: z.int() }),
  refuses: ["invalid"],
  handle: async ({ query, viewer, social }) => {
    const { following, followers } = await social.blocks.previewDomain(viewer, query.domain);
    return { following_count: following, followers_count: followers };
  },
});
