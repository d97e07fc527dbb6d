import type { GroupFilter, NotificationFilter, NotificationType } from "@trunkline/social";
import { groupableTypes } from "@trunkline/social";
import { z } from "zod";
import { notificationTypes } from "../../entities/notification.ts";
import { flag, list, optionalId, text } from "../../fields.ts";

/** The parameters by which notifications are chosen. */
export const filterFields = {
  types: list(text(100)),
  exclude_types: list(text(100)),
  supported_types: list(text(100)),
  account_id: optionalId<"account">(),
  include_filtered: flag,
};

const filters = z.object(filterFields);

/** Clients name types that this server never sends, too; nothing is of those. */
function known(names: readonly string[]): readonly NotificationType[] {
  return notificationTypes.filter((type) => names.includes(type));
}

export function filterOf(query: z.infer<typeof filters>): NotificationFilter {
  return {
    types: query.types.length === 0 ? undefined : known(query.types),
    excludeTypes: known(query.exclude_types),
    from: query.account_id,
    includeFiltered: query.include_filtered,
  };
}

/** The parameter that names the types which stand in groups; left out, all that can. */
export const groupedTypes: z.ZodType<readonly string[]> = list(text(100));

export function groupFilterOf(
  query: z.infer<typeof filters> & { readonly grouped_types: readonly string[] },
): GroupFilter {
  const named = query.grouped_types;
  const grouped = named.length === 0 ? groupableTypes : groupableTypes.filter((type) => named.includes(type));
  return { ...filterOf(query), grouped };
}
