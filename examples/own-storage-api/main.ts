// A Mastodon API over a storage of one's own: the bookmarks lie in SQLite, all else in memory.
import { DatabaseSync } from "node:sqlite";
import { createMastodonApi } from "@trunkline/mastodon-api";
import { createClient } from "@trunkline/mastodon-api/client";
import { createSocial, type Storage } from "@trunkline/social";
import { memoryStorage } from "@trunkline/social/memory";
import { sqliteBookmarks } from "./bookmarks.ts";

/** Puts one's own store in the place of another, for reading and inside of transactions. */
export function withOwnBookmarks<Given extends Storage>(storage: Given, database: DatabaseSync): Given {
  const bookmarks = sqliteBookmarks(database);
  return {
    ...storage,
    stores: { ...storage.stores, bookmarks },
    transact: (run) => storage.transact((work) => run({ ...work, bookmarks })),
  };
}

if (import.meta.main) {
  const origin = "https://social.example";
  const storage = withOwnBookmarks(memoryStorage(), new DatabaseSync(":memory:"));
  const social = createSocial({
    storage,
    stream: storage.stream,
    clock: storage.clock,
    ids: storage.ids,
    // A real program brings slow passwords, keyed digests, real keys and a network.
    passwords: { hash: async (password) => password, verify: async (password, hash) => password === hash },
    digests: { of: (secret) => `digest of ${secret}` },
    keyPairs: { generate: async () => ({ publicPem: "", privatePem: "" }) },
    remote: {
      account: async () => undefined,
      handle: async () => undefined,
      refresh: async () => undefined,
      any: async () => undefined,
    },
    settings: {
      domain: "social.example",
      origin,
      title: "Example",
      description: "Bookmarks of one's own.",
      version: "1.0.0",
      contactEmail: "hello@social.example",
      contactUsername: undefined,
      languages: ["en"],
      registrations: "closed",
      limits: {
        statusCharacters: 500,
        charactersPerLink: 23,
        displayNameCharacters: 30,
        noteCharacters: 500,
        profileFields: 4,
        profileFieldCharacters: 255,
        followsPerAccount: 7500,
      },
    },
  });
  const api = createMastodonApi(social);
  const password = "a long enough secret";
  const alice = { username: "alice", email: "alice@mail.example", password, confirmed: true } as const;
  const { user } = await social.signIn.createUser({ ...alice, role: "user" });
  const scopes = ["read", "write"];
  const { app } = await social.signIn.registerApp({
    name: "App",
    website: undefined,
    redirectUris: [],
    scopes,
  });
  const { secret: token } = await social.signIn.grant({ app: app.id, user: user.id, scopes });

  const fetch = async (url: URL, init: RequestInit) => api.request(url.href, init);
  const client = createClient({ origin, token, fetch });
  for (const status of ["One", "Two", "Three"]) {
    const { id } = await client.call("POST /api/v1/statuses", { body: { status } });
    await client.call("POST /api/v1/statuses/:id/bookmark", { params: { id } });
  }
  for await (const { content } of client.items("GET /api/v1/bookmarks", { query: { limit: 2 } }))
    console.log(content);
}
