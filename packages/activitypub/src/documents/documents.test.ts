import { describe, expect, it } from "vitest";
import type { Actor } from "../objects/actor.ts";
import type { Note } from "../objects/note.ts";
import type { ActorSource, Collections, LocalActor, LocalCollection } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import { actorRoute } from "./actors.ts";
import { collectionRoute } from "./collections.ts";
import { createDoor } from "./door.ts";
import { noteRoute } from "./notes.ts";
import { answerFrom } from "./route.ts";

const origin = "https://ours.example";
const FRIEND = "https://peer.example/users/friend";
const ana = { actor: { id: `${origin}/users/ana` } as Actor, profilePage: `${origin}/@ana` } as LocalActor; // the routes look at the id alone
const server = { actor: { id: `${origin}/actor` } as Actor } as LocalActor; // likewise
const note = (number: string): Note =>
  ({
    type: "Note",
    id: `${origin}/users/ana/statuses/${number}`,
    attributedTo: ana.actor.id,
    to: [],
    cc: [],
  }) as unknown as Note; // likewise

const actors: ActorSource = {
  byUsername: async () => ({ standing: "unknown" }),
  byUri: async (uri) => {
    const local = [ana, server].find(({ actor, profilePage }) => [actor.id, profilePage].includes(uri));
    if (local !== undefined) return { standing: "here", local };
    return { standing: uri.endsWith("/ben") ? "gone" : "unknown" };
  },
  note: async (uri, reader) => {
    const number = uri.slice(`${origin}/users/ana/statuses/`.length);
    if (number === "1" || (number === "2" && reader === FRIEND))
      return { standing: "here", note: note(number) };
    return { standing: number === "9" ? "gone" : "unknown" };
  },
  usage: async () => ({ users: 0, activeMonth: 0, activeHalfyear: 0, localPosts: 0 }),
};

const owner = ana.actor.id;
const members = (isInlined: boolean): LocalCollection["members"] => ({
  isInlined,
  last: "z",
  page: async (cursor) =>
    cursor === undefined ? { items: ["a", "b"], next: "x/y" } : { items: ["c"], next: undefined, prev: "p" },
});
const served: Readonly<Record<string, Omit<LocalCollection, "owner">>> = {
  outbox: { isOrdered: true, totalItems: 3, members: members(false) },
  followers: { isOrdered: true, totalItems: 2, members: members(false) },
  following: { isOrdered: true, totalItems: 2, members: "hidden" },
  "collections/featured": { isOrdered: true, totalItems: 1, members: [{ id: "n" }] },
  "collections/tags": { isOrdered: false, totalItems: 0, members: [] },
  "statuses/1/replies": {
    isOrdered: false,
    totalItems: undefined,
    attributedTo: owner,
    members: members(true),
  },
};
const collections: Collections = {
  find: async (address) => {
    if (address.includes("/ben/")) return { standing: "gone" };
    const found = served[address.slice(owner.length + 1)];
    return found === undefined
      ? { standing: "unknown" }
      : { standing: "here", collection: { owner, ...found } };
  },
};

const door = createDoor({
  verifier: {
    readClaim: () => refuse("unsigned"),
    isAtHand: () => false,
    proveClaim: async () => refuse("wrong-signature"),
    verify: async ({ header }) => {
      const name = header("signature") ?? "";
      return name.startsWith("https://") ? accept(name) : refuse("wrong-signature");
    },
  },
  policy: undefined,
  authorizedFetch: false,
});

const routes = [
  actorRoute({ actors, door, writeActor: ({ id }) => ({ "@context": "c", id }) }),
  collectionRoute({ actors, collections, door, withContext: (object) => ({ "@context": "c", ...object }) }),
  noteRoute({
    actors,
    write: (value) => ({
      "@context": "c",
      id: value.id,
      type: value.type,
      ...("object" in value ? { object: value.object } : {}),
    }),
    door,
  }),
];

const JSON_ASKED = { accept: "application/activity+json" };
const ask = (
  path: string,
  headers: Record<string, string> = JSON_ASKED,
  method = "GET",
): Promise<Response | undefined> =>
  answerFrom(routes, new Request(`https://other-name.example${path}`, { method, headers }), origin);
const status = async (path: string, headers?: Record<string, string>): Promise<number | undefined> =>
  (await ask(path, headers))?.status;
const json = async (path: string, headers?: Record<string, string>): Promise<unknown> =>
  (await ask(path, headers))?.json();

describe("content negotiation", () => {
  it.each([
    "application/activity+json",
    'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
    "application/ld+json",
    "application/json",
    'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams", text/html;q=0.1',
    "text/html, application/activity+json",
  ])("F-025: gives the document to whoever accepts %s", async (accept) => {
    const response = await ask("/users/ana", { accept });
    expect(response?.headers.get("content-type")).toBe("application/activity+json; charset=utf-8");
    expect(response?.headers.get("vary")).toContain("Accept");
  });

  it.each([
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "*/*",
    "",
    "text/html, application/json;q=0.5",
    "application/activity+json;q=0",
  ])("F-025: leaves the page to the host where '%s' is accepted", async (accept) => {
    for (const path of ["/users/ana", "/users/ana/statuses/1", "/users/ana/followers", "/users/nobody"]) {
      expect(await ask(path, { accept })).toBeUndefined();
    }
  });
});

describe("an actor's document", () => {
  it("carries our configured origin, whatever host was asked (S-105)", async () => {
    expect(await json("/users/ana")).toEqual({ "@context": "c", id: "https://ours.example/users/ana" });
    expect(await json("/actor")).toEqual({ "@context": "c", id: "https://ours.example/actor" });
  });

  it("is had at the address of the actor's page too, under its own id", async () => {
    expect(await json("/@ana")).toEqual({ "@context": "c", id: "https://ours.example/users/ana" });
    expect(await ask("/@ana", { accept: "text/html" })).toBeUndefined();
  });

  it("is 404 where nobody was, 410 where somebody was", async () => {
    expect([await status("/users/nobody"), await status("/users/ben")]).toEqual([404, 410]);
  });

  it("is had by HEAD without its body, and by no other method", async () => {
    const head = await ask("/users/ana", JSON_ASKED, "HEAD");
    expect([head?.status, await head?.text()]).toEqual([200, ""]);
    const refused = await ask("/users/ana", JSON_ASKED, "DELETE");
    expect([refused?.status, refused?.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it.each(["/users/", "/users/a%2Fb", "/users/ana/", "/users//ana", "/Users/ana", "/users/ana%00"])(
    "is not at %s (S-104)",
    async (path) => {
      expect(await ask(path)).toBeUndefined();
    },
  );
});

describe("a note", () => {
  it("is shown to anybody where it is public, without a look at the signature", async () => {
    const id = "https://ours.example/users/ana/statuses/1";
    expect(await json("/users/ana/statuses/1")).toMatchObject({ id, type: "Note" });
    expect(await status("/users/ana/statuses/1", { ...JSON_ASKED, signature: "broken" })).toBe(200);
  });

  it("lies under /activity inside the Create that brought it", async () => {
    expect(await json("/users/ana/statuses/1/activity")).toMatchObject({
      id: "https://ours.example/users/ana/statuses/1/activity",
      type: "Create",
      object: { id: "https://ours.example/users/ana/statuses/1" },
    });
  });

  it("for followers is shown to a follower who signs, and not kept by caches", async () => {
    const response = await ask("/users/ana/statuses/2", { ...JSON_ASKED, signature: FRIEND });
    expect([response?.status, response?.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  });

  it("for followers does not exist for others", async () => {
    expect(await status("/users/ana/statuses/2")).toBe(404);
    expect(
      await status("/users/ana/statuses/2", { ...JSON_ASKED, signature: "https://peer.example/users/other" }),
    ).toBe(404);
    expect(await status("/users/ana/statuses/2/activity")).toBe(404);
  });

  it("answers a false signature like that on a note that never was", async () => {
    const broken = { ...JSON_ASKED, signature: "broken" };
    expect([
      await status("/users/ana/statuses/2", broken),
      await status("/users/ana/statuses/7", broken),
    ]).toEqual([401, 401]);
  });

  it("is 410 once it is deleted", async () => {
    expect(await status("/users/ana/statuses/9")).toBe(410);
  });
});

describe("a collection", () => {
  it("F-233: tells its number, and where its pages begin and end", async () => {
    expect(await json("/users/ana/outbox")).toEqual({
      "@context": "c",
      id: "https://ours.example/users/ana/outbox",
      type: "OrderedCollection",
      totalItems: 3,
      first: "https://ours.example/users/ana/outbox?page=true",
      last: "https://ours.example/users/ana/outbox?page=true&cursor=z",
    });
  });

  it("is read page by page to its end", async () => {
    const first = "https://ours.example/users/ana/followers?page=true";
    const partOf = "https://ours.example/users/ana/followers";
    const shared = { "@context": "c", type: "OrderedCollectionPage", partOf };
    const next = `${first}&cursor=x%2Fy`;
    expect(await json("/users/ana/followers?page=true")).toEqual({
      ...shared,
      id: first,
      next,
      orderedItems: ["a", "b"],
    });
    expect(await json("/users/ana/followers?page=true&cursor=x%2Fy")).toEqual({
      ...shared,
      id: next,
      prev: `${first}&cursor=p`,
      orderedItems: ["c"],
    });
  });

  it("F-235: of few members holds them all, in their order or in none", async () => {
    const id = "https://ours.example/users/ana/collections";
    expect(await json("/users/ana/collections/featured")).toEqual({
      "@context": "c",
      id: `${id}/featured`,
      type: "OrderedCollection",
      totalItems: 1,
      orderedItems: [{ id: "n" }],
    });
    expect(await json("/users/ana/collections/tags")).toEqual({
      "@context": "c",
      id: `${id}/tags`,
      type: "Collection",
      totalItems: 0,
      items: [],
    });
  });

  it("F-235: may hold its first page in itself", async () => {
    const id = "https://ours.example/users/ana/statuses/1/replies";
    expect(await json("/users/ana/statuses/1/replies")).toEqual({
      "@context": "c",
      id,
      type: "Collection",
      attributedTo: "https://ours.example/users/ana",
      first: {
        id: `${id}?page=true`,
        type: "CollectionPage",
        partOf: id,
        next: `${id}?page=true&cursor=x%2Fy`,
        items: ["a", "b"],
      },
      last: `${id}?page=true&cursor=z`,
    });
  });

  it("that nobody shows is not there: liked is nobody's business", async () => {
    expect(await status("/users/ana/liked")).toBe(404);
  });

  it("is shown to a stranger where the name that the asker gives does not hold", async () => {
    expect(await status("/users/ana/outbox", { ...JSON_ASKED, signature: "broken" })).toBe(200);
  });

  it("F-234: whose members are hidden tells its number, and answers 403 for pages", async () => {
    expect(await json("/users/ana/following")).toEqual({
      "@context": "c",
      id: "https://ours.example/users/ana/following",
      type: "OrderedCollection",
      totalItems: 2,
    });
    expect(await status("/users/ana/following?page=true")).toBe(403);
  });

  it("of somebody who is not there is not there either", async () => {
    expect([await status("/users/nobody/outbox"), await status("/users/ben/followers?page=true")]).toEqual([
      404, 410,
    ]);
  });
});
