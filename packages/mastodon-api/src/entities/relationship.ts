import type { Relationship } from "@trunkline/social";
import { z } from "zod";

/** What another account is to the viewer. */
export interface RelationshipEntity {
  readonly id: string;
  readonly following: boolean;
  readonly showing_reblogs: boolean;
  readonly notifying: boolean;
  /** `null`: every language. */
  readonly languages: readonly string[] | null;
  readonly followed_by: boolean;
  readonly blocking: boolean;
  readonly blocked_by: boolean;
  readonly muting: boolean;
  readonly muting_notifications: boolean;
  readonly muting_expires_at: string | null;
  readonly requested: boolean;
  readonly requested_by: boolean;
  readonly domain_blocking: boolean;
  readonly endorsed: boolean;
  readonly note: string;
}

export const relationship: z.ZodType<RelationshipEntity> = z.strictObject({
  id: z.string(),
  following: z.boolean(),
  showing_reblogs: z.boolean(),
  notifying: z.boolean(),
  languages: z.array(z.string()).nullable(),
  followed_by: z.boolean(),
  blocking: z.boolean(),
  blocked_by: z.boolean(),
  muting: z.boolean(),
  muting_notifications: z.boolean(),
  muting_expires_at: z.string().nullable(),
  requested: z.boolean(),
  requested_by: z.boolean(),
  domain_blocking: z.boolean(),
  endorsed: z.boolean(),
  note: z.string(),
});

export function renderRelationship(given: Relationship): RelationshipEntity {
  const { account, out, in: back, mute } = given;
  return {
    id: account,
    following: out?.state === "accepted",
    requested: out?.state === "requested",
    showing_reblogs: out?.showBoosts ?? false,
    notifying: out?.notify ?? false,
    languages: out?.languages?.length ? out.languages : null,
    followed_by: back?.state === "accepted",
    requested_by: back?.state === "requested",
    blocking: given.blocking,
    blocked_by: given.blockedBy,
    muting: mute !== undefined,
    muting_notifications: mute?.hidesNotifications ?? false,
    muting_expires_at: mute?.expiresAt?.toISOString() ?? null,
    domain_blocking: given.domainBlocking,
    endorsed: given.endorsed,
    note: given.note,
  };
}
