import { describe, expect, it } from "vitest";
import { answerFrom } from "../documents/route.ts";
import type { Actor } from "../objects/actor.ts";
import type { ActorSource, LocalActor } from "../ports.ts";
import { webFingerRoute } from "./webfinger.ts";

const origin = "https://social.ours.example";
const local = (id: string, handle: string): LocalActor => ({
  actor: { id, icon: { url: "https://social.ours.example/ana.png" } } as Actor, // no other field matters here
  handle,
  aliases: [],
  profilePage: "https://social.ours.example/@ana",
});
const ana = local(`${origin}/users/ana`, "ana@ours.example");
const instance = local(`${origin}/actor`, "ours.example@ours.example");

const actors: ActorSource = {
  byUsername: async (name) => {
    if (name.toLowerCase() === "ana") return { standing: "here", local: ana };
    return { standing: name === "ben" ? "gone" : "unknown" };
  },
  byUri: async (uri) => {
    const found = [ana, instance].find(({ actor, profilePage }) => [actor.id, profilePage].includes(uri));
    return found === undefined ? { standing: "unknown" } : { standing: "here", local: found };
  },
  note: async () => ({ standing: "unknown" }),
  usage: async () => ({ users: 0, activeMonth: 0, activeHalfyear: 0, localPosts: 0 }),
};
const route = webFingerRoute({ actors, options: { origin, handleDomain: "ours.example" } });

async function ask(resource: string): Promise<Response> {
  const url = `${origin}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`;
  const response = await answerFrom([route], new Request(url), origin);
  if (response === undefined) throw new Error("No answer.");
  return response;
}

describe("WebFinger", () => {
  it("names the actor behind a handle", async () => {
    const response = await ask("acct:ana@ours.example");
    expect(response.headers.get("content-type")).toBe("application/jrd+json");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toEqual({
      subject: "acct:ana@ours.example",
      aliases: ["https://social.ours.example/@ana", "https://social.ours.example/users/ana"],
      links: [
        { rel: "self", type: "application/activity+json", href: "https://social.ours.example/users/ana" },
        {
          rel: "http://webfinger.net/rel/profile-page",
          type: "text/html",
          href: "https://social.ours.example/@ana",
        },
        { rel: "http://webfinger.net/rel/avatar", href: "https://social.ours.example/ana.png" },
      ],
    });
  });

  it.each([
    "acct:ANA@ours.example",
    "acct:ana@social.ours.example",
    "ana@ours.example",
    "https://social.ours.example/users/ana",
    "https://social.ours.example/@ana",
  ])("gives the canonical subject for %s", async (resource) => {
    expect(await (await ask(resource)).json()).toMatchObject({ subject: "acct:ana@ours.example" });
  });

  it.each([
    "https://ours.example/",
    "ours.example",
    "https://social.ours.example/actor",
    "acct:ours.example@ours.example",
  ])("knows the server's own actor as %s", async (resource) => {
    expect(await (await ask(resource)).json()).toMatchObject({ subject: "acct:ours.example@ours.example" });
  });

  it.each([
    ["", 400],
    ["ana", 400],
    ["acct:@", 400],
    ["acct:nobody@ours.example", 404],
    ["acct:ana@other.example", 404],
    ["https://other.example/users/ana", 404],
    ["acct:ben@ours.example", 410],
  ])("answers '%s' with %i and nothing else", async (resource, status) => {
    const response = await ask(resource);
    expect([response.status, await response.text()]).toEqual([status, ""]);
  });
});
