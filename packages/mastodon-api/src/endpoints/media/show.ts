import { uploadLimits } from "@trunkline/social";
import { z } from "zod";
import { answered } from "../../answer.ts";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { mediaAttachment, renderUpload } from "../../entities/media.ts";
import { mediaId, wordFields, wordsOf } from "../../media-fields.ts";

const params = z.object({ id: mediaId });

export const showMedia: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/media/:id",
  summary: "Shows an upload of the viewer's that no status shows yet. 206 while it is still being processed.",
  who: "user",
  scope: "write:media",
  params,
  reply: mediaAttachment,
  refuses: ["not-found", "invalid"],
  handle: async ({ params: { id }, viewer, social, reader }) => {
    const upload = await social.media.show(viewer, id);
    return answered(upload.state === "processing" ? 206 : 200, renderUpload(upload, reader));
  },
});

export const changeMedia: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v1/media/:id",
  summary: "Changes what is said of an upload, until a status shows it.",
  who: "user",
  scope: "write:media",
  params,
  body: z.object(wordFields),
  maxBytes: uploadLimits.image + 64 * 1024,
  reply: mediaAttachment,
  refuses: ["not-found", "invalid", "too-large", "unavailable"],
  handle: async ({ params: { id }, body, viewer, social, reader }) =>
    renderUpload(await social.media.change(viewer, id, await wordsOf(body)), reader),
});

export const removeMedia: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/media/:id",
  summary: "Takes away an upload that no status shows.",
  who: "user",
  scope: "write:media",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found", "invalid"],
  handle: async ({ params: { id }, viewer, social }) => {
    await social.media.remove(viewer, id);
    return {};
  },
});
