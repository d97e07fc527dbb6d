import {
  type Account,
  detailsOf,
  type PictureName,
  acct,
  isLocal,
  type MutedAccount,
  plainToHtml,
  type User,
} from "@trunkline/social";
import { z } from "zod";
import { approval, type ApprovalEntity, nobody } from "./approval.ts";
import { customEmoji, type CustomEmojiEntity, renderEmoji } from "./emoji.ts";
import { field, type FieldEntity, renderField, renderPlainField } from "./field.ts";
import { day, dayOf, instant, midnightOf } from "./instant.ts";
import { linksOf, type Reader } from "./reader.ts";
import { renderRole, role, type RoleEntity } from "./role.ts";

/** A person or bot, as everybody may see it. */
export interface AccountEntity {
  readonly id: string;
  readonly username: string;
  readonly acct: string;
  readonly url: string | null;
  readonly uri: string;
  readonly display_name: string;
  readonly note: string;
  readonly avatar: string;
  readonly avatar_static: string;
  readonly avatar_description: string;
  readonly header: string;
  readonly header_static: string;
  readonly header_description: string;
  readonly locked: boolean;
  readonly fields: readonly FieldEntity[];
  readonly emojis: readonly CustomEmojiEntity[];
  readonly bot: boolean;
  readonly group: boolean;
  readonly discoverable: boolean | null;
  readonly indexable: boolean;
  /** Local accounts only. */
  readonly noindex?: boolean | undefined;
  /** Present only when true. */
  readonly suspended?: boolean | undefined;
  /** Present only when true. */
  readonly limited?: boolean | undefined;
  readonly created_at: string;
  readonly last_status_at: string | null;
  readonly statuses_count: number;
  readonly followers_count: number;
  readonly following_count: number;
  readonly hide_collections: boolean | null;
  readonly show_media: boolean;
  readonly show_media_replies: boolean;
  readonly show_featured: boolean;
  readonly roles: readonly { readonly id: string; readonly name: string; readonly color: string }[];
  readonly feature_approval: ApprovalEntity;
}

/** One's own account, with what is told to nobody else. */
export interface CredentialAccountEntity extends AccountEntity {
  readonly source: {
    readonly attribution_domains: readonly string[];
    readonly note: string;
    readonly fields: readonly FieldEntity[];
    readonly privacy: "public" | "unlisted" | "private" | "direct";
    readonly sensitive: boolean;
    readonly language: string | null;
    readonly follow_requests_count: number;
    readonly hide_collections: boolean | null;
    readonly discoverable: boolean | null;
    readonly indexable: boolean;
    readonly quote_policy: "public" | "followers" | "nobody";
  };
  readonly role: RoleEntity;
}

const shape = {
  id: z.string(),
  username: z.string(),
  acct: z.string(),
  url: z.string().nullable(),
  uri: z.string(),
  display_name: z.string(),
  note: z.string(),
  avatar: z.string(),
  avatar_static: z.string(),
  avatar_description: z.string(),
  header: z.string(),
  header_static: z.string(),
  header_description: z.string(),
  locked: z.boolean(),
  fields: z.array(field),
  emojis: z.array(customEmoji),
  bot: z.boolean(),
  group: z.boolean(),
  discoverable: z.boolean().nullable(),
  indexable: z.boolean(),
  noindex: z.boolean().optional(),
  suspended: z.boolean().optional(),
  limited: z.boolean().optional(),
  created_at: instant,
  last_status_at: day.nullable(),
  statuses_count: z.int(),
  followers_count: z.int(),
  following_count: z.int(),
  hide_collections: z.boolean().nullable(),
  show_media: z.boolean(),
  show_media_replies: z.boolean(),
  show_featured: z.boolean(),
  roles: z.array(z.strictObject({ id: z.string(), name: z.string(), color: z.string() })),
  feature_approval: approval,
};

export const account: z.ZodType<AccountEntity> = z.strictObject(shape);

/** Somebody whom the viewer mutes. */
export interface MutedAccountEntity extends AccountEntity {
  /** `null`: until it is taken back. */
  readonly mute_expires_at: string | null;
}

export const mutedAccount: z.ZodType<MutedAccountEntity> = z.strictObject({
  ...shape,
  mute_expires_at: z.string().nullable(),
});

export const credentialAccount: z.ZodType<CredentialAccountEntity> = z.strictObject({
  ...shape,
  source: z.strictObject({
    attribution_domains: z.array(z.string()),
    note: z.string(),
    fields: z.array(field),
    privacy: z.enum(["public", "unlisted", "private", "direct"]),
    sensitive: z.boolean(),
    language: z.string().nullable(),
    follow_requests_count: z.int(),
    hide_collections: z.boolean().nullable(),
    discoverable: z.boolean().nullable(),
    indexable: z.boolean(),
    quote_policy: z.enum(["public", "followers", "nobody"]),
  }),
  role,
});

/** What there is where a profile has no picture. */
const missing = { avatar: "/avatars/original/missing.png", header: "/headers/original/missing.png" };

function pictures(shown: Account, reader: Pick<Reader, "origin" | "links">) {
  const avatar = pictureOf(shown, "avatar", reader);
  const header = pictureOf(shown, "header", reader);
  const instead = (name: PictureName): string => `${reader.origin}${missing[name]}`;
  return {
    avatar: avatar.url ?? instead("avatar"),
    avatar_static: avatar.still ?? instead("avatar"),
    avatar_description: avatar.description,
    header: header.url ?? instead("header"),
    header_static: header.still ?? instead("header"),
    header_description: header.description,
  };
}

/** A picture of a profile: where it lies, moving and still, and what it shows. */
export interface ShownPicture {
  readonly url: string | undefined;
  readonly still: string | undefined;
  readonly description: string;
}

export function pictureOf(
  shown: Account,
  name: PictureName,
  reader: Pick<Reader, "origin" | "links">,
): ShownPicture {
  const { file, still = file, description = "" } = detailsOf(shown)[name];
  const { file: addressOf, remote } = linksOf(reader);
  const elsewhere = name === "avatar" ? shown.avatarUrl : shown.headerUrl;
  return {
    url: file === undefined ? elsewhere && remote(elsewhere) : addressOf(file),
    still: still === undefined ? elsewhere && remote(elsewhere, "small") : addressOf(still),
    description,
  };
}

function texts(shown: Account, reader: Pick<Reader, "origin" | "links">) {
  const { origin } = reader;
  const local = isLocal(shown);
  return {
    display_name: shown.displayName,
    note: local ? plainToHtml(shown.note, { origin }) : shown.note,
    fields: shown.fields.map((line) => (local ? renderPlainField(line, { origin }) : renderField(line))),
    emojis: (shown.emojis ?? []).map((emoji) => renderEmoji(emoji, reader)),
  };
}

function choices(shown: Account) {
  const details = detailsOf(shown);
  return {
    locked: shown.locked,
    bot: shown.kind === "service" || shown.kind === "application",
    group: shown.kind === "group",
    discoverable: shown.discoverable,
    indexable: shown.indexable,
    noindex: isLocal(shown) ? !shown.indexable : undefined,
    suspended: shown.suspendedAt === undefined ? undefined : true,
    limited: shown.limitedAt === undefined ? undefined : true,
    hide_collections: shown.hideCollections,
    show_media: details.showMedia,
    show_media_replies: details.showMediaReplies,
    show_featured: details.showFeatured,
    roles: [],
    feature_approval: nobody,
  };
}

/** Of an account that was suspended only its name and its numbers are left to see. */
function hidden(account: Account): Account {
  const nothing = {
    displayName: "",
    note: "",
    fields: [],
    avatarUrl: undefined,
    headerUrl: undefined,
    details: undefined,
  };
  return { ...account, ...nothing, kind: "person", locked: false, discoverable: false };
}

export function renderAccount(given: Account, reader: Pick<Reader, "origin" | "links">): AccountEntity {
  const shown = given.suspendedAt === undefined ? given : hidden(given);
  return {
    id: shown.id,
    username: shown.username,
    acct: acct(shown),
    url: shown.url,
    uri: shown.uri,
    ...texts(shown, reader),
    ...pictures(shown, reader),
    ...choices(shown),
    created_at: midnightOf(shown.createdAt),
    last_status_at: shown.lastStatusAt === undefined ? null : dayOf(shown.lastStatusAt),
    statuses_count: shown.statusesCount,
    followers_count: shown.followersCount,
    following_count: shown.followingCount,
  };
}

export function renderMutedAccount(
  { account: shown, expiresAt }: MutedAccount,
  reader: Pick<Reader, "origin" | "links">,
): MutedAccountEntity {
  return { ...renderAccount(shown, reader), mute_expires_at: expiresAt?.toISOString() ?? null };
}

/** @param own.requests how many wait to follow; clients are told of 40 at most */
export function renderCredentialAccount(
  own: { readonly account: Account; readonly user: User; readonly requests: number },
  reader: Pick<Reader, "origin" | "links">,
): CredentialAccountEntity {
  const { account: shown, user, requests } = own;
  return {
    ...renderAccount(shown, reader),
    source: {
      attribution_domains: detailsOf(shown).attributionDomains,
      note: shown.note,
      fields: shown.fields.map(renderField),
      privacy: user.preferences.visibility,
      sensitive: user.preferences.sensitive,
      language: user.preferences.language ?? null,
      follow_requests_count: Math.min(requests, 40),
      hide_collections: shown.hideCollections,
      discoverable: shown.discoverable,
      indexable: shown.indexable,
      quote_policy: "nobody",
    },
    role: renderRole(user.role),
  };
}
