import { endpoint, type Endpoint } from "../../endpoint.ts";
import { preferences, renderPreferences } from "../../entities/preferences.ts";

export const showPreferences: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/preferences",
  summary: "Shows how the viewer likes to post and read.",
  who: "user",
  scope: "read:accounts",
  reply: preferences,
  handle: async ({ principal }) => renderPreferences(principal.user.preferences),
});
