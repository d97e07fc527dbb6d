import type { Account, ProfileChange, Social } from "@trunkline/social";
import { uploadLimits } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint, type UserPrincipal } from "../../endpoint.ts";
import {
  credentialAccount,
  type CredentialAccountEntity,
  renderCredentialAccount,
} from "../../entities/account.ts";
import type { Reader } from "../../entities/reader.ts";
import { flag, language, list, text } from "../../fields.ts";
import { bytesOf, optionalFile } from "../../media-fields.ts";

interface Own {
  readonly account: Account;
  readonly user: UserPrincipal["user"];
}

export async function renderOwn(
  own: Own,
  { social, reader }: { readonly social: Social; readonly reader: Reader },
): Promise<CredentialAccountEntity> {
  const waiting = await social.follows.requests(own.account.id, { limit: 40 });
  return renderCredentialAccount({ ...own, requests: waiting.items.length }, reader);
}

export const verifyCredentials: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/verify_credentials",
  summary: "Shows the viewer's own account.",
  who: "user",
  scope: ["profile", "read:accounts"],
  reply: credentialAccount,
  handle: async ({ viewer, principal, social, reader }) =>
    renderOwn({ account: await social.accounts.show(viewer), user: principal.user }, { social, reader }),
});

const source = z.object({
  privacy: z.enum(["public", "unlisted", "private", "direct"]).optional(),
  sensitive: flag,
  language,
  quote_policy: z.enum(["public", "followers", "nobody"]).optional(),
});

/** What of a profile may be changed by either of its operations. */
export const profileFields = {
  display_name: text(1000).optional(),
  note: text(20_000).optional(),
  locked: flag,
  bot: flag,
  discoverable: flag,
  indexable: flag,
  hide_collections: flag,
  fields_attributes: list(z.object({ name: text(5000).optional(), value: text(5000).optional() })).optional(),
  avatar: optionalFile,
  avatar_description: text(20_000).optional(),
  header: optionalFile,
  header_description: text(20_000).optional(),
  attribution_domains: list(text(500)).optional(),
};

const changes = z.object({ ...profileFields, source: source.optional() });

/** Two pictures, and the rest of the form. */
export const profileBytes: number = 2 * uploadLimits.profile + 64 * 1024;

type Changes = z.infer<typeof changes>;
type ProfileSaid = Omit<Changes, "source">;

/** A line of which both sides are empty is how clients remove it. */
function fieldsOf({ fields_attributes: lines }: ProfileSaid) {
  return lines
    ?.map(({ name = "", value = "" }) => ({ name, value }))
    .filter(({ name, value }) => name !== "" || value !== "");
}

/** The same, as the use case wants it. */
export async function profileChangeOf(body: ProfileSaid): Promise<ProfileChange> {
  return {
    displayName: body.display_name,
    note: body.note,
    locked: body.locked,
    kind: body.bot === undefined ? undefined : body.bot ? ("service" as const) : ("person" as const),
    discoverable: body.discoverable,
    indexable: body.indexable,
    hideCollections: body.hide_collections,
    fields: fieldsOf(body),
    avatar: body.avatar && (await bytesOf(body.avatar)),
    avatarDescription: body.avatar_description,
    header: body.header && (await bytesOf(body.header)),
    headerDescription: body.header_description,
    attributionDomains: body.attribution_domains,
  };
}

/** An empty language means that none is preferred. */
function preferenceChangeOf({ source: wanted = {} as NonNullable<Changes["source"]> }: Changes) {
  // all of it may be left out
  return {
    ...(wanted.privacy === undefined ? {} : { visibility: wanted.privacy }),
    ...(wanted.sensitive === undefined ? {} : { sensitive: wanted.sensitive }),
    ...(wanted.language === undefined
      ? {}
      : { language: wanted.language === "" ? undefined : wanted.language }),
  };
}

export const updateCredentials: Endpoint = endpoint({
  method: "PATCH",
  path: "/api/v1/accounts/update_credentials",
  summary: "Changes the viewer's profile and preferences.",
  who: "user",
  scope: "write:accounts",
  body: changes,
  maxBytes: profileBytes,
  reply: credentialAccount,
  refuses: ["invalid", "too-large", "unavailable"],
  handle: async ({ body, viewer, principal, social, reader }) => {
    const account = await social.accounts.change(viewer, await profileChangeOf(body));
    const preferences = preferenceChangeOf(body);
    const isSame = Object.keys(preferences).length === 0;
    const user = isSame ? principal.user : await social.signIn.modifyUser(viewer, { preferences });
    return renderOwn({ account, user }, { social, reader });
  },
});
