import { type AccountId, type Social, type Upload, uploadLimits } from "@trunkline/social";
import { z } from "zod";
import { answered } from "../../answer.ts";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { mediaAttachment, renderUpload } from "../../entities/media.ts";
import { bytesOf, optionalFile, wordFields, wordsOf } from "../../media-fields.ts";

/** The largest file, with the picture that stands for it and the rest of the form. */
const maxBytes = uploadLimits.film + uploadLimits.image + 64 * 1024;

const form = z.object({
  ...wordFields,
  file: optionalFile.refine((file) => file !== undefined, "can't be blank"),
});

async function take(
  social: Social,
  viewer: AccountId,
  { file, ...words }: z.infer<typeof form>,
): Promise<Upload> {
  // The schema lets nothing through without a file.
  const bytes = file === undefined ? new Uint8Array() : await bytesOf(file);
  return social.media.upload(viewer, bytes, await wordsOf(words));
}

export const uploadMedia: Endpoint = endpoint({
  method: "POST",
  path: "/api/v2/media",
  summary: "Takes a picture, film or sound that a status is to show. 202 while it is still being processed.",
  who: "user",
  scope: "write:media",
  body: form,
  maxBytes,
  reply: mediaAttachment,
  refuses: ["invalid", "too-large", "unavailable"],
  limits: ["uploading"],
  handle: async ({ body, viewer, social, reader }) => {
    const upload = await take(social, viewer, body);
    return answered(upload.state === "processing" ? 202 : 200, renderUpload(upload, reader));
  },
});

export const uploadMediaV1: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/media",
  summary: "Takes a picture, film or sound, and answers when it is ready.",
  who: "user",
  scope: "write:media",
  body: form,
  maxBytes,
  reply: mediaAttachment,
  refuses: ["invalid", "too-large", "unavailable"],
  limits: ["uploading"],
  handle: async ({ body, viewer, social, reader }) => {
    const upload = await take(social, viewer, body);
    const isReady = upload.state === "ready";
    return renderUpload(isReady ? upload : await social.media.finish(viewer, upload.id), reader);
  },
});
