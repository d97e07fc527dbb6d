import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { missingAvatar, missingHeader } from "./placeholders.ts";

const styles = readFileSync(new URL("./assets/site.css", import.meta.url), "utf8");

const robots = "User-agent: *\nDisallow: /auth/\nDisallow: /oauth/\nDisallow: /api/\n";

/** The few files that the server itself needs. */
export function assetRoutes(): Hono {
  const app = new Hono();
  const files = [
    { path: "/assets/site.css", body: styles, type: "text/css; charset=utf-8", seconds: 300 },
    { path: "/avatars/original/missing.png", body: missingAvatar, type: "image/png", seconds: 86_400 },
    { path: "/headers/original/missing.png", body: missingHeader, type: "image/png", seconds: 86_400 },
    { path: "/robots.txt", body: robots, type: "text/plain; charset=utf-8", seconds: 3600 },
  ];
  for (const { path, body, type, seconds } of files) {
    app.get(path, (context) =>
      context.body(body, 200, {
        "content-type": type,
        "cache-control": `public, max-age=${seconds}`,
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
      }),
    );
  }
  return app;
}
