import {
  type Account,
  type InstanceFigures,
  type InstanceSettings,
  noSignUpSettings,
  type Rule,
} from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { renderRule, rule, type RuleEntity } from "./instance-texts.ts";
import { limitsOf, versionOf } from "./instance-limits.ts";

/** What a server says of itself (version 2). */
export interface InstanceEntity {
  readonly domain: string;
  readonly title: string;
  readonly version: string;
  readonly source_url: string;
  readonly description: string;
  readonly wrapstodon: null;
  readonly usage: { readonly users: { readonly active_month: number } };
  readonly thumbnail: { readonly url: string; readonly description: string };
  readonly icon: readonly never[];
  readonly languages: readonly string[];
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly registrations: {
    readonly enabled: boolean;
    readonly approval_required: boolean;
    readonly message: string | null;
    readonly min_age: number | null;
    readonly reason_required: boolean | null;
    readonly url: string | null;
  };
  readonly api_versions: { readonly mastodon: number };
  readonly contact: { readonly email: string; readonly account: AccountEntity | null };
  readonly rules: readonly RuleEntity[];
}

/** Where this software comes from. */
const sourceUrl = "https://www.npmjs.com/package/@trunkline/server";

const access = z.enum(["public", "authenticated", "disabled"]);
const feeds = z.strictObject({ local: access, remote: access });

const configuration = z.strictObject({
  urls: z.strictObject({
    streaming: z.string(),
    status: z.string().nullable(),
    about: z.string(),
    privacy_policy: z.string().nullable(),
    terms_of_service: z.string().nullable(),
  }),
  vapid: z.strictObject({ public_key: z.string() }),
  accounts: z.record(z.string(), z.int()),
  statuses: z.record(z.string(), z.int()),
  media_attachments: z.record(z.string(), z.union([z.int(), z.array(z.string())])),
  polls: z.record(z.string(), z.int()),
  translation: z.strictObject({ enabled: z.boolean() }),
  timelines_access: z.strictObject({ live_feeds: feeds, hashtag_feeds: feeds, trending_link_feeds: feeds }),
  limited_federation: z.boolean(),
});

export const instance: z.ZodType<InstanceEntity> = z.strictObject({
  domain: z.string(),
  title: z.string(),
  version: z.string(),
  source_url: z.string(),
  description: z.string(),
  wrapstodon: z.null(),
  usage: z.strictObject({ users: z.strictObject({ active_month: z.int() }) }),
  thumbnail: z.strictObject({ url: z.string(), description: z.string() }),
  icon: z.array(z.never()),
  languages: z.array(z.string()),
  configuration,
  registrations: z.strictObject({
    enabled: z.boolean(),
    approval_required: z.boolean(),
    message: z.string().nullable(),
    min_age: z.int().nullable(),
    reason_required: z.boolean().nullable(),
    url: z.string().nullable(),
  }),
  api_versions: z.strictObject({ mastodon: z.int() }),
  contact: z.strictObject({ email: z.string(), account: account.nullable() }),
  rules: z.array(rule),
});

function configurationOf({
  settings,
  statusPage,
  hasTerms,
  vapidKey,
}: InstanceParts): InstanceEntity["configuration"] {
  const open = { local: "public", remote: "public" };
  return {
    urls: {
      streaming: settings.origin.replace(/^http/, "ws"),
      status: statusPage ?? null,
      about: `${settings.origin}/about`,
      privacy_policy: `${settings.origin}/privacy-policy`,
      terms_of_service: hasTerms ? `${settings.origin}/terms-of-service` : null,
    },
    vapid: { public_key: vapidKey },
    ...limitsOf(settings.limits),
    translation: { enabled: settings.translates ?? false },
    timelines_access: {
      live_feeds: open,
      hashtag_feeds: open,
      trending_link_feeds: open,
    },
    limited_federation: false,
  };
}

export interface InstanceParts {
  /** The key by which push services know this server; empty where it wakes no app. */
  readonly vapidKey: string;
  readonly settings: InstanceSettings;
  readonly figures: InstanceFigures;
  readonly contact: Account | undefined;
  readonly rules: readonly Rule[];
  readonly statusPage: string | undefined;
  /** Whether terms of service were published. */
  readonly hasTerms: boolean;
}

export function renderInstance(parts: InstanceParts): InstanceEntity {
  const { settings, figures, contact, rules } = parts;
  const { registrations, signUp = noSignUpSettings } = settings;
  return {
    domain: settings.domain,
    title: settings.title,
    version: versionOf(settings),
    source_url: sourceUrl,
    description: settings.description,
    wrapstodon: null,
    usage: { users: { active_month: figures.activeMonth } },
    thumbnail: { url: `${settings.origin}/headers/original/missing.png`, description: "" },
    icon: [],
    languages: settings.languages,
    configuration: configurationOf(parts),
    registrations: {
      enabled: registrations === "open" || registrations === "approved",
      approval_required: registrations === "approved",
      message: signUp.message ?? null,
      min_age: signUp.minimumAge ?? null,
      reason_required: registrations === "approved" ? signUp.reasonRequired : null,
      url: null,
    },
    // What clients may reckon with: 2 is grouped notifications, 7 is quotes; 10 would be collections, which are not here.
    api_versions: { mastodon: 7 },
    contact: {
      email: settings.contactEmail,
      account: contact === undefined ? null : renderAccount(contact, settings),
    },
    rules: rules.map(renderRule),
  };
}
