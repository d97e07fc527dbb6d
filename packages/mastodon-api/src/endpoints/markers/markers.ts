import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { markers, renderMarkers } from "../../entities/marker.ts";
import { list, text } from "../../fields.ts";

const lastRead = z
  .object({
    last_read_id: z.preprocess(
      (value) => (typeof value === "number" ? String(value) : value),
      z.string().regex(/^\d{1,19}$/),
    ),
  })
  .optional()
  .transform((given) => given?.last_read_id);

const isTimeline = (name: string): name is "home" | "notifications" =>
  name === "home" || name === "notifications";

export const showMarkers: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/markers",
  summary: "Shows how far the viewer has read the timelines that are named.",
  who: "user",
  scope: "read:statuses",
  query: z.object({ timeline: list(text(100)) }),
  reply: markers,
  handle: async ({ query, viewer, social }) =>
    renderMarkers(await social.markers.show(viewer, query.timeline.filter(isTimeline))),
});

export const setMarkers: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/markers",
  summary: "Says how far the viewer has read; refused when another app said so in the same moment.",
  who: "user",
  scope: "write:statuses",
  body: z.object({ home: lastRead, notifications: lastRead }),
  reply: markers,
  refuses: ["overtaken"],
  handle: async ({ body, viewer, social }) => {
    const { home, notifications } = body;
    return renderMarkers(await social.markers.set(viewer, { home, notifications }));
  },
});
