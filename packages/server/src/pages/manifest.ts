import { Hono } from "hono";
import type { Context } from "hono";
import type { PageNeeds } from "./scene.ts";

/** What browsers ask for by a fixed address: the manifest of the web app, and where a password is changed. */
export function manifestRoutes({ social }: Pick<PageNeeds, "social">): Hono {
  const { title, description, origin } = social.instance.settings;
  const manifest = {
    id: "/",
    name: title,
    short_name: title.slice(0, 30),
    description,
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#ffffff",
    categories: ["social"],
    icons: [{ src: `${origin}/avatars/original/missing.png`, sizes: "any", type: "image/png" }],
    share_target: {
      url_template: "share?title={title}&text={text}&url={url}",
      action: "share",
      method: "GET",
      enctype: "application/x-www-form-urlencoded",
      params: { title: "title", text: "text", url: "url" },
    },
  };
  const app = new Hono();
  const answer = (context: Context): Response =>
    context.body(JSON.stringify(manifest), 200, {
      "content-type": "application/manifest+json; charset=utf-8",
      "cache-control": "public, max-age=300",
    });
  app.get("/manifest", answer);
  app.get("/manifest.json", answer);
  app.get("/.well-known/change-password", (context) => context.redirect("/settings/profile", 302));
  return app;
}
