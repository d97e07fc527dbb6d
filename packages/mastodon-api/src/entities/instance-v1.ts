import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import type { InstanceParts } from "./instance.ts";
import { renderRule, rule, type RuleEntity } from "./instance-texts.ts";
import { limitsOf, versionOf } from "./instance-limits.ts";

/** What a server says of itself (version 1). */
export interface InstanceV1Entity {
  /** The domain alone. */
  readonly uri: string;
  readonly title: string;
  readonly short_description: string;
  readonly description: string;
  readonly email: string;
  readonly version: string;
  readonly urls: { readonly streaming_api: string };
  readonly stats: {
    readonly user_count: number;
    readonly status_count: number;
    readonly domain_count: number;
  };
  readonly thumbnail: string | null;
  readonly languages: readonly string[];
  readonly registrations: boolean;
  readonly approval_required: boolean;
  readonly invites_enabled: boolean;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly contact_account: AccountEntity | null;
  readonly rules: readonly RuleEntity[];
}

export const instanceV1: z.ZodType<InstanceV1Entity> = z.strictObject({
  uri: z.string(),
  title: z.string(),
  short_description: z.string(),
  description: z.string(),
  email: z.string(),
  version: z.string(),
  urls: z.strictObject({ streaming_api: z.string() }),
  stats: z.strictObject({ user_count: z.int(), status_count: z.int(), domain_count: z.int() }),
  thumbnail: z.string().nullable(),
  languages: z.array(z.string()),
  registrations: z.boolean(),
  approval_required: z.boolean(),
  invites_enabled: z.boolean(),
  configuration: z.strictObject({
    accounts: z.record(z.string(), z.int()),
    statuses: z.record(z.string(), z.int()),
    media_attachments: z.record(z.string(), z.union([z.int(), z.array(z.string())])),
    polls: z.record(z.string(), z.int()),
  }),
  contact_account: account.nullable(),
  rules: z.array(rule),
});

/** @param domains how many other servers are known */
export function renderInstanceV1(
  { settings, figures, contact, rules }: InstanceParts,
  domains: number,
): InstanceV1Entity {
  return {
    uri: settings.domain,
    title: settings.title,
    short_description: settings.description,
    description: settings.description,
    email: settings.contactEmail,
    version: versionOf(settings),
    urls: { streaming_api: settings.origin.replace(/^http/, "ws") },
    stats: { user_count: figures.users, status_count: figures.localStatuses, domain_count: domains },
    thumbnail: null,
    languages: settings.languages,
    registrations: settings.registrations === "open" || settings.registrations === "approved",
    approval_required: settings.registrations === "approved",
    invites_enabled: false,
    configuration: { ...limitsOf(settings.limits) },
    contact_account: contact === undefined ? null : renderAccount(contact, settings),
    rules: rules.map(renderRule),
  };
}
