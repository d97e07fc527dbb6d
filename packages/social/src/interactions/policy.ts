/** Some of those who are not the author. `unsupported`: somebody whom this server cannot tell. */
export type Circle = "public" | "followers" | "following" | "unsupported";

/** Who may do one thing with a status: at once, or after the author was asked. */
export interface Permission {
  readonly automatic: readonly Circle[];
  readonly manual: readonly Circle[];
}

/** What may be done with a status. `undefined` where its author says nothing. A hint, and never proof. */
export interface InteractionPolicy {
  readonly quote: Permission | undefined;
  readonly like: Permission | undefined;
  readonly reply: Permission | undefined;
  readonly boost: Permission | undefined;
}

/** A policy that says nothing, to be spread into a new one. */
export const silentPolicy: InteractionPolicy = {
  quote: undefined,
  like: undefined,
  reply: undefined,
  boost: undefined,
};

/** Who may quote a status of this server, as its author chooses. */
export type QuotePolicy = "public" | "followers" | "nobody";

const nobody: Permission = { automatic: [], manual: [] };

/** What the choice of an author means. */
export function permissionOf(policy: QuotePolicy): Permission {
  return policy === "nobody" ? nobody : { automatic: [policy], manual: [] };
}

/** What somebody is to an author. */
export interface Standing {
  readonly isAuthor: boolean;
  readonly followsAuthor: boolean;
  readonly isFollowedByAuthor: boolean;
}

/** Whether somebody may: at once, after asking, not at all; or nobody here can tell. */
export type Leave = "automatic" | "manual" | "denied" | "unknown";

/** What a permission means for somebody. */
export function leaveOf({ automatic, manual }: Permission, standing: Standing): Leave {
  if (standing.isAuthor || automatic.some((circle) => isWithin(circle, standing))) return "automatic";
  if (manual.some((circle) => isWithin(circle, standing))) return "manual";
  return [...automatic, ...manual].includes("unsupported") ? "unknown" : "denied";
}

function isWithin(circle: Circle, { followsAuthor, isFollowedByAuthor }: Standing): boolean {
  if (circle === "public") return true;
  return circle === "followers" ? followsAuthor : circle === "following" && isFollowedByAuthor;
}

/**
 * Who may quote a status. What is not for everybody is quoted by its author alone. Where nothing is said, everybody
 * may quote what was written here, and nobody what was written elsewhere (FEP-044f).
 */
export function quotePermission(
  status: { readonly visibility: string },
  policy: InteractionPolicy | undefined,
  isLocal: boolean,
): Permission {
  if (status.visibility !== "public" && status.visibility !== "unlisted") return nobody;
  return policy?.quote ?? (isLocal ? permissionOf("public") : nobody);
}
