import type { Circle, StatusView } from "@trunkline/social";
import { z } from "zod";

/** Who may quote or feature something, and whether the viewer may. */
export interface ApprovalEntity {
  readonly automatic: readonly string[];
  readonly manual: readonly string[];
  readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing";
}

const circle = z.enum(["public", "followers", "following", "unsupported_policy"]);

export const approval: z.ZodType<ApprovalEntity> = z.strictObject({
  automatic: z.array(circle),
  manual: z.array(circle),
  current_user: z.enum(["automatic", "manual", "denied", "unknown", "missing"]),
});

/** Who may quote a status, and whether the viewer may. */
export function renderApproval({ permission, leave }: StatusView["quoting"]): ApprovalEntity {
  const name = (circle: Circle): string => (circle === "unsupported" ? "unsupported_policy" : circle);
  return {
    automatic: permission.automatic.map(name),
    manual: permission.manual.map(name),
    current_user: leave,
  };
}

/** Nobody may: collections are not offered here. */
export const nobody: ApprovalEntity = { automatic: [], manual: [], current_user: "denied" };
