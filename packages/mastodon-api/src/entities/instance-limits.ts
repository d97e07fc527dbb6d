import {
  descriptionCharacters,
  type InstanceSettings,
  type Limits,
  maxAttachments,
  maxFeaturedTags,
  maxPins,
  pictureDescriptionCharacters,
  pictureLimits,
  pollLimits,
  uploadLimits,
} from "@trunkline/social";

/** The version of Mastodon's API that this one follows; clients read the numbers before the bracket. */
const follows = "4.6.0";

/** As in `4.6.0 (compatible; Trunkline 0.1.0)`. */
export function versionOf({ version }: Pick<InstanceSettings, "version">): string {
  return `${follows} (compatible; Trunkline ${version})`;
}

/** Sizes are in bytes and in pixels. */
const media = {
  supported_mime_types: ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"],
  description_limit: descriptionCharacters,
  image_size_limit: uploadLimits.image,
  image_matrix_limit: pictureLimits.pixels,
  video_size_limit: uploadLimits.film,
  video_frame_rate_limit: 120,
  video_matrix_limit: 8_294_400,
};

/** Spans are in seconds. */
const polls = {
  max_options: pollLimits.options,
  max_characters_per_option: pollLimits.optionCharacters,
  min_expiration: pollLimits.shortest / 1000,
  max_expiration: pollLimits.longest / 1000,
};

/** How much of everything a client may send. */
export interface PublishedLimits {
  readonly accounts: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly media_attachments: Readonly<Record<string, number | readonly string[]>>;
  readonly polls: Readonly<Record<string, number>>;
}

export function limitsOf(limits: Limits): PublishedLimits {
  return {
    accounts: {
      max_display_name_length: limits.displayNameCharacters,
      max_note_length: limits.noteCharacters,
      max_avatar_description_length: pictureDescriptionCharacters,
      max_header_description_length: pictureDescriptionCharacters,
      max_featured_tags: maxFeaturedTags,
      max_pinned_statuses: maxPins,
      max_profile_fields: limits.profileFields,
      profile_field_name_limit: limits.profileFieldCharacters,
      profile_field_value_limit: limits.profileFieldCharacters,
    },
    statuses: {
      max_characters: limits.statusCharacters,
      max_media_attachments: maxAttachments,
      characters_reserved_per_url: limits.charactersPerLink,
    },
    media_attachments: media,
    polls,
  };
}
