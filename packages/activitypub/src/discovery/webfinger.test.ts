import { describe, expect, it } from "vitest";
import { answerFrom } from "../documents/route.ts";
import type { Actor } from "../objects/actor.ts";
import type { ActorSource, LocalActor } from "../ports.ts";
import { webFingerRoute } from "./webfinger.ts";

const origin = "https://social.ours.example";
const local = (id: string, handle: string, type: Actor["type"] = "Person"): LocalActor => ({
  actor: { id, type, icon: { url: "https://social.ours.example/ana.png" } } as Actor, // no other field matters here
  handle,
  aliases: [],
  profilePage: "https://social.ours.example/@ana",
});
const ana = local(`${origin}/users/ana`, "ana@ours.example");
const instance = local(`${origin}/actor`, "ours.example@ours.example", "Application");

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
const route = webFingerRoute({
  actors,
  options: {
    origin,
    handleDomain: "ours.example",
    intents: { interact: `${origin}/authorize_interaction`, compose: `${origin}/share` },
  },
});

async function ask(resource: string): Promise<Response> {
  const url = `${origin}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`;
  const response = await answerFrom([route], new Request(url), origin);
  if (response === undefined) throw new Error("No answer.");
  return response;
}

interface Answer {
  readonly links: readonly { readonly rel: string; readonly template?: string }[];
}

async function jrd(resource: string): Promise<Answer> {
  return (await (await ask(resource)).json()) as Answer; // the tests say what stands in it
}

describe("WebFinger", () => {
  it("F-001: names the actor behind a handle, in the case in which it is written, with aliases and a self link", async () => {
    const response = await ask("acct:ana@ours.example");
    expect(response.headers.get("content-type")).toBe("application/jrd+json");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toMatchObject({
      subject: "acct:ana@ours.example",
      aliases: ["https://social.ours.example/@ana", "https://social.ours.example/users/ana"],
      links: expect.arrayContaining([
        { rel: "self", type: "application/activity+json", href: "https://social.ours.example/users/ana" },
      ]),
    });
  });

  it("F-005: links to the page, to the picture with its type, and says where to follow from elsewhere", async () => {
    const { links } = await jrd("acct:ana@ours.example");
    expect(links).toEqual(
      expect.arrayContaining([
        {
          rel: "http://webfinger.net/rel/profile-page",
          type: "text/html",
          href: "https://social.ours.example/@ana",
        },
        {
          rel: "http://webfinger.net/rel/avatar",
          type: "image/png",
          href: "https://social.ours.example/ana.png",
        },
        {
          rel: "http://ostatus.org/schema/1.0/subscribe",
          template: "https://social.ours.example/authorize_interaction?uri={uri}",
        },
      ]),
    );
  });

  it("F-006: names the pages on which to go on with what was begun elsewhere (FEP-3b86)", async () => {
    const { links } = await jrd("acct:ana@ours.example");
    const templates = Object.fromEntries(links.map(({ rel, template }) => [rel, template]));
    const interact = "https://social.ours.example/authorize_interaction";
    expect(templates).toMatchObject({
      "https://w3id.org/fep/3b86/Create": "https://social.ours.example/share?text={content}",
      "https://w3id.org/fep/3b86/Object": `${interact}?uri={object}`,
      "https://w3id.org/fep/3b86/Follow": `${interact}?uri={object}&intent=follow`,
      "https://w3id.org/fep/3b86/Like": `${interact}?uri={object}&intent=like`,
      "https://w3id.org/fep/3b86/Announce": `${interact}?uri={object}&intent=announce`,
    });
  });

  it("T17: a browser that asks first is told that any site may ask", async () => {
    const url = `${origin}/.well-known/webfinger?resource=acct:ana@ours.example`;
    const response = await answerFrom([route], new Request(url, { method: "OPTIONS" }), origin);
    expect([response?.status, response?.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect(response?.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
  });

  it.each([
    "acct:ANA@ours.example",
    "acct:ana@social.ours.example",
    "ana@ours.example",
    "https://social.ours.example/users/ana",
    "https://social.ours.example/@ana",
  ])("F-002, F-003, T17: gives the canonical subject for %s", async (resource) => {
    expect(await (await ask(resource)).json()).toMatchObject({ subject: "acct:ana@ours.example" });
  });

  it.each([
    "https://ours.example/",
    "ours.example",
    "https://social.ours.example/actor",
    "acct:ours.example@ours.example",
  ])("F-007, F-008: knows the server's own actor as %s (FEP-d556)", async (resource) => {
    expect(await (await ask(resource)).json()).toEqual({
      subject: "acct:ours.example@ours.example",
      aliases: ["https://social.ours.example/actor"],
      links: expect.arrayContaining([
        { rel: "self", type: "application/activity+json", href: "https://social.ours.example/actor" },
        {
          rel: "https://www.w3.org/ns/activitystreams#Service",
          type: "application/activity+json",
          href: "https://social.ours.example/actor",
        },
      ]),
    });
  });

  it.each([
    ["", 400],
    ["ana", 400],
    ["acct:@", 400],
    ["acct:nobody@ours.example", 404],
    ["acct:ana@other.example", 404],
    ["https://other.example/users/ana", 404],
    ["acct:ben@ours.example", 410],
  ])(
    "F-004: answers '%s' with %i and nothing else, to be kept for three minutes",
    async (resource, status) => {
      const response = await ask(resource);
      expect([response.status, await response.text()]).toEqual([status, ""]);
      expect(response.headers.get("cache-control")).toBe("public, max-age=180");
    },
  );
});
