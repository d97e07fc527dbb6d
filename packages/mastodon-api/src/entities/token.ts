import type { GrantedToken } from "@trunkline/social";
import { z } from "zod";

/** A token as it is given out, once. */
export interface TokenEntity {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly scope: string;
  /** In seconds since 1970. */
  readonly created_at: number;
}

export const token: z.ZodType<TokenEntity> = z.strictObject({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  scope: z.string(),
  created_at: z.int(),
});

export function renderToken({ secret, token: granted }: GrantedToken): TokenEntity {
  return {
    access_token: secret,
    token_type: "Bearer",
    scope: granted.scopes.join(" "),
    created_at: Math.floor(granted.createdAt.getTime() / 1000),
  };
}
