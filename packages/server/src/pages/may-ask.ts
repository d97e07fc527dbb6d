import type { LimitRule } from "@trunkline/mastodon-api";
import type { Context } from "hono";
import type { PageNeeds } from "./scene.ts";

/** Counts a request under a key, for all processes together; clients that no limit touches may always ask. */
export async function mayAsk(
  { limiter, clientOf }: Pick<PageNeeds, "limiter" | "clientOf">,
  key: string,
  { context, rule }: { readonly context: Context; readonly rule: LimitRule },
): Promise<boolean> {
  if (limiter === undefined || clientOf(context) === undefined) return true;
  return (await limiter.take(`page ${key}`, rule)).allowed;
}
