import type { PictureName } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { credentialAccount } from "../../entities/account.ts";
import { profile, renderProfile } from "../../entities/profile.ts";
import { flag } from "../../fields.ts";
import { profileBytes, profileChangeOf, profileFields, renderOwn } from "../accounts/credentials.ts";

export const showProfile: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/profile",
  summary: "Shows the viewer's own profile as it was written.",
  who: "user",
  scope: ["profile", "read:accounts"],
  reply: profile,
  handle: async ({ viewer, social, reader }) => renderProfile(await social.accounts.show(viewer), reader),
});

const changes = z.object({
  ...profileFields,
  show_media: flag,
  show_media_replies: flag,
  show_featured: flag,
});

export const changeProfile: Endpoint = endpoint({
  method: "PATCH",
  path: "/api/v1/profile",
  summary: "Changes the viewer's own profile, pictures among it.",
  who: "user",
  scope: "write:accounts",
  body: changes,
  maxBytes: profileBytes,
  reply: profile,
  refuses: ["invalid", "too-large", "unavailable"],
  handle: async ({ body, viewer, social, reader }) => {
    const { show_media, show_media_replies, show_featured, ...said } = body;
    const shown = {
      showMedia: show_media,
      showMediaReplies: show_media_replies,
      showFeatured: show_featured,
    };
    return renderProfile(
      await social.accounts.change(viewer, { ...(await profileChangeOf(said)), ...shown }),
      reader,
    );
  },
});

function pictureRemoval(name: PictureName): Endpoint {
  return endpoint({
    method: "DELETE",
    path: `/api/v1/profile/${name}`,
    summary: `Takes the ${name} from the viewer's own profile.`,
    who: "user",
    scope: "write:accounts",
    reply: credentialAccount,
    handle: async ({ viewer, principal, social, reader }) => {
      const account = await social.accounts.removePicture(viewer, name);
      return renderOwn({ account, user: principal.user }, { social, reader });
    },
  });
}

export const removeAvatar: Endpoint = pictureRemoval("avatar");
export const removeHeader: Endpoint = pictureRemoval("header");
