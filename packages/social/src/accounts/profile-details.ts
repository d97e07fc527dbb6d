import type { MediaKey } from "../media/media-key.ts";

/** Which picture of a profile. */
export type PictureName = "avatar" | "header";

/** What is known of a picture of a profile, besides its address elsewhere. */
export interface ProfilePicture {
  /** The file of this server, where it lies here. */
  readonly file?: MediaKey | undefined;
  /** The same picture standing still, where it moves. */
  readonly still?: MediaKey | undefined;
  /** For those who cannot see it. */
  readonly description?: string | undefined;
}

/** What a profile says besides its texts. */
export interface ProfileDetails {
  readonly avatar: ProfilePicture;
  readonly header: ProfilePicture;
  /** Whether its page has a part with pictures, and whether those of replies are in it. */
  readonly showMedia: boolean;
  readonly showMediaReplies: boolean;
  /** Whether its page has a part with what it features. */
  readonly showFeatured: boolean;
  /** Websites that may say that the account wrote what is on them. */
  readonly attributionDomains: readonly string[];
}

/** What is so of a profile that says nothing else. */
export const usualDetails: ProfileDetails = {
  avatar: {},
  header: {},
  showMedia: true,
  showMediaReplies: true,
  showFeatured: true,
  attributionDomains: [],
};

/** The details of a profile, whole. */
export function detailsOf({ details }: { readonly details?: ProfileDetails | undefined }): ProfileDetails {
  return details ?? usualDetails;
}

/** Details in one order, as they are compared and kept; `undefined` where nothing in them is unusual. */
export function keptDetails(details: ProfileDetails): ProfileDetails | undefined {
  const kept: ProfileDetails = {
    avatar: keptPicture(details.avatar),
    header: keptPicture(details.header),
    showMedia: details.showMedia,
    showMediaReplies: details.showMediaReplies,
    showFeatured: details.showFeatured,
    attributionDomains: [...details.attributionDomains],
  };
  return JSON.stringify(kept) === JSON.stringify(usualDetails) ? undefined : kept;
}

function keptPicture({ file, still, description }: ProfilePicture): ProfilePicture {
  return {
    ...(file === undefined ? {} : { file }),
    ...(still === undefined ? {} : { still }),
    ...(description === undefined || description === "" ? {} : { description }),
  };
}

/** Every file of this server that a profile is made of. */
export function profileFiles(profile: {
  readonly details?: ProfileDetails | undefined;
}): readonly MediaKey[] {
  const { avatar, header } = detailsOf(profile);
  return [avatar.file, avatar.still, header.file, header.still].filter((key) => key !== undefined);
}
