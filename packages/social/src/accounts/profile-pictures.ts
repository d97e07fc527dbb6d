import { codePointsOf } from "../kernel/characters.ts";
import { Refusal } from "../kernel/refusal.ts";
import { tidyCaption } from "../kernel/tidy.ts";
import type { MediaNeeds } from "../media/media-needs.ts";
import { makePictures, putPicture, uploadLimits } from "../media/pictures.ts";
import type { ProfileChange } from "./accounts.ts";
import type { PictureName, ProfileDetails, ProfilePicture } from "./profile-details.ts";

const frames = {
  avatar: { width: 400, height: 400 },
  header: { width: 1500, height: 500 },
} as const;

const folders = { avatar: "avatars", header: "headers" } as const;

/** How long the description of a picture may be, in characters. */
export const pictureDescriptionCharacters = 1500;

/** Pictures of a change that are stored already. */
export type StoredPictures = { readonly [Name in PictureName]?: Pick<ProfilePicture, "file" | "still"> };

/** Stores the pictures that a change brings. Refuses with `invalid`, `too-large` and `unavailable`. */
export async function storePictures(
  change: Pick<ProfileChange, PictureName>,
  media: MediaNeeds | undefined,
): Promise<StoredPictures> {
  const { avatar, header } = change;
  return {
    ...(avatar && { avatar: await storePicture("avatar", avatar, media) }),
    ...(header && { header: await storePicture("header", header, media) }),
  };
}

async function storePicture(
  name: PictureName,
  bytes: Uint8Array,
  media: MediaNeeds | undefined,
): Promise<Pick<ProfilePicture, "file" | "still">> {
  if (media === undefined) throw new Refusal("invalid", "This server takes no files.");
  const size = { frame: frames[name] };
  const limits = { imaging: media.imaging, maxBytes: uploadLimits.profile };
  const { pictures, isAnimated } = await makePictures(bytes, [{ size }, { size, still: true }], limits);
  const [moving, still] = pictures;
  if (moving === undefined || still === undefined)
    throw new Error("Two pictures were asked for, and not made.");
  const file = (await putPicture(media.files, moving, folders[name])).key;
  return isAnimated ? { file, still: (await putPicture(media.files, still, folders[name])).key } : { file };
}

/** The details after a change. Refuses with `invalid` what is too long or makes no sense. */
export function changedDetails(
  before: ProfileDetails,
  change: ProfileChange,
  stored: StoredPictures,
): ProfileDetails {
  return {
    avatar: changedPicture(before.avatar, stored.avatar, change.avatarDescription),
    header: changedPicture(before.header, stored.header, change.headerDescription),
    showMedia: change.showMedia ?? before.showMedia,
    showMediaReplies: change.showMediaReplies ?? before.showMediaReplies,
    showFeatured: change.showFeatured ?? before.showFeatured,
    attributionDomains:
      change.attributionDomains === undefined
        ? before.attributionDomains
        : checkedDomains(change.attributionDomains),
  };
}

/** Another picture shows something else, so what was said of the one before is forgotten. */
function changedPicture(
  before: ProfilePicture,
  stored: Pick<ProfilePicture, "file" | "still"> | undefined,
  said: string | undefined,
): ProfilePicture {
  const description = said === undefined ? undefined : tidyCaption(said);
  if (description !== undefined && codePointsOf(description) > pictureDescriptionCharacters)
    throw new Refusal("invalid", `A description has at most ${pictureDescriptionCharacters} characters.`);
  if (stored !== undefined) return { ...stored, description };
  return { ...before, description: description ?? before.description };
}

/** How many websites a profile may name. */
const maxDomains = 10;

function checkedDomains(said: readonly string[]): readonly string[] {
  const named = said.map((one) =>
    one
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, "")
      .replace(/\/.*$/, ""),
  );
  const domains = [...new Set(named.filter((name) => name !== ""))];
  if (domains.length > maxDomains)
    throw new Refusal("invalid", `A profile names at most ${maxDomains} websites.`);
  const wrong = domains.find((name) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name) || name.length > 253);
  if (wrong !== undefined) throw new Refusal("invalid", `"${wrong.slice(0, 100)}" is no domain.`);
  return domains;
}
