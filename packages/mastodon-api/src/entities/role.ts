import type { Role } from "@trunkline/social";
import { z } from "zod";

/** What its holder may do on this server, in Mastodon's terms. */
export interface RoleEntity {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly permissions: string;
  readonly highlighted: boolean;
  readonly collection_limit: number;
}

export const role: z.ZodType<RoleEntity> = z.strictObject({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  permissions: z.string(),
  highlighted: z.boolean(),
  collection_limit: z.int(),
});

/** Mastodon's own ids; -99 is everybody. */
const names: Record<Role, { readonly id: string; readonly name: string }> = {
  user: { id: "-99", name: "" },
  moderator: { id: "1", name: "Moderator" },
  admin: { id: "2", name: "Admin" },
  owner: { id: "3", name: "Owner" },
};

/** No permission is announced: each of them would promise an administration API that is not there. */
export function renderRole(held: Role): RoleEntity {
  return { ...names[held], color: "", permissions: "0", highlighted: false, collection_limit: 0 };
}
