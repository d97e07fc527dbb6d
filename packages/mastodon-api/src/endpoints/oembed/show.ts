import { Refusal, type Social, type StatusView } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { oEmbed, renderOEmbed } from "../../entities/oembed.ts";
import { filledText, wholeNumber } from "../../fields.ts";

/** A frame that is narrower than this shows nothing that can be read. */
const narrowest = 100;
const widest = 2000;
const usualWidth = 400;

const size = wholeNumber(1, 100_000).optional();

export const showEmbed: Endpoint = endpoint({
  method: "GET",
  path: "/api/oembed",
  summary: "Shows how another site can put a public status of this server into a page of its own.",
  who: "anyone",
  query: z.object({ url: filledText(2000), maxwidth: size, maxheight: size }),
  reply: oEmbed,
  refuses: ["not-found"],
  cacheSeconds: 300,
  handle: async ({ query: { url, maxwidth, maxheight }, social }) => {
    const width = Math.min(Math.max(maxwidth ?? usualWidth, narrowest), widest);
    return renderOEmbed(await embeddable(url, social), social.instance.settings, {
      width,
      height: maxheight,
    });
  },
});

/** Only what everybody may see is embedded, and only from its own server. */
async function embeddable(url: string, social: Social): Promise<StatusView> {
  const query = { text: url, type: "statuses", resolve: false, limit: 1, offset: 0 } as const;
  const [view] = (await social.search.find(undefined, query)).statuses;
  if (view === undefined || view.boost !== undefined) throw new Refusal("not-found");
  const { account, status } = view;
  const isForAll = status.visibility === "public" || status.visibility === "unlisted";
  if (!isForAll || account.domain !== undefined) throw new Refusal("not-found");
  return view;
}
