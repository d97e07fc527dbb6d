import { readRemoteSize, Refusal } from "@trunkline/social";
import type { Social } from "@trunkline/social";
import type { RateLimiter } from "@trunkline/mastodon-api";
import { minutes } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";

export interface MediaProxyNeeds {
  readonly social: Pick<Social, "media">;
  /** Counts what has to be fetched; what lies here already costs nobody anything. */
  readonly limiter?: RateLimiter | undefined;
  /** Who asks, as limits count them; `undefined` for one that no limit touches. */
  readonly clientOf: (context: Context) => string | undefined;
}

/** How much one client may have fetched from other servers. */
const fetches = { calls: 300, within: minutes(5) };

/**
 * What lies at other servers, by addresses that were signed here (S-078): it is fetched once, made anew, kept for a while,
 * and those who ask are sent on to the file. Nobody who reads here asks anybody else (S-160).
 */
export function mediaProxyRoutes({ social, limiter, clientOf }: MediaProxyNeeds): Hono {
  const { links, remote } = social.media;
  const app = new Hono();
  app.get("/media_proxy/:id/:size?", async (context) => {
    const url = context.req.query("url") ?? "";
    const size = readRemoteSize(context.req.param("size") ?? "original");
    if (size === undefined || !links.isSigned(context.req.param("id"), url)) throw new Refusal("not-found");
    const kept = await remote.kept(url, size);
    if (kept === undefined && (await isTooMuch(context))) {
      return context.json({ error: "Too many requests" }, 429, { "retry-after": "300" });
    }
    const key = await remote.fetch(url, size);
    context.header("cache-control", "public, max-age=3600");
    return context.redirect(links.file(key), 302);
  });
  return app;

  async function isTooMuch(context: Context): Promise<boolean> {
    const client = clientOf(context);
    if (limiter === undefined || client === undefined) return false;
    return !(await limiter.take(`media proxy:${client}`, fetches)).allowed;
  }
}
