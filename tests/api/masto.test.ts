import assert from "node:assert/strict";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";
import { afterAll, beforeAll, describe, test } from "vitest";
import { addPerson, openServer } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

const clientOf = ({ token }: Person) => createRestAPIClient({ url: server.origin, accessToken: token });

beforeAll(async () => {
  server = await openServer();
  [ana, ben] = await Promise.all([addPerson(server, "ana"), addPerson(server, "ben")]);
});

afterAll(() => server.stop());

describe("the client library masto", () => {
  test("reads what the server says of itself", async () => {
    const instance = await createRestAPIClient({ url: server.origin }).v2.instance.fetch();
    assert.equal(instance.domain, server.domain);
    assert.ok(instance.configuration.statuses.maxCharacters >= 500);
  });

  test("registers an app, and gets a token for the app itself", async () => {
    const app = await createRestAPIClient({ url: server.origin }).v1.apps.create({
      clientName: "A client",
      redirectUris: "urn:ietf:wg:oauth:2.0:oob",
      scopes: "read write",
    });
    assert.ok(app.clientId && app.clientSecret);
    const token = await createOAuthAPIClient({ url: server.origin }).token.create({
      grantType: "client_credentials",
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      redirectUri: "urn:ietf:wg:oauth:2.0:oob",
      scope: "read",
    });
    assert.ok(token.accessToken);
  });

  test("posts, and finds the post in the timelines", async () => {
    const client = clientOf(ana);
    const status = await client.v1.statuses.create({ status: "Hello #world", visibility: "public" });
    assert.equal(status.account.acct, "ana");
    const home = await client.v1.timelines.home.list();
    assert.equal(home[0]?.id, status.id);
    const tagged = await client.v1.timelines.tag.$select("world").list();
    assert.equal(tagged[0]?.id, status.id);
  });

  test("follows, favourites, boosts, bookmarks; and the author is told", async () => {
    const author = clientOf(ana);
    const reader = clientOf(ben);
    const relation = await reader.v1.accounts.$select(ana.id).follow();
    assert.equal(relation.following, true);
    const status = await author.v1.statuses.create({ status: "Take note" });
    const one = reader.v1.statuses.$select(status.id);
    assert.equal((await one.favourite()).favourited, true);
    assert.equal((await one.reblog()).reblog?.id, status.id);
    assert.equal((await one.bookmark()).bookmarked, true);
    for (
      let types: string[] = [];
      !["follow", "favourite", "reblog"].every((type) => types.includes(type));
    ) {
      types = (await author.v1.notifications.list()).map(({ type }) => type);
    }
  });

  test("edits with a history, and deletes", async () => {
    const client = clientOf(ana);
    const { id } = await client.v1.statuses.create({ status: "First" });
    const edited = await client.v1.statuses.$select(id).update({ status: "Second" });
    assert.ok(edited.editedAt);
    assert.equal((await client.v1.statuses.$select(id).history.list()).length, 2);
    await client.v1.statuses.$select(id).remove();
    await assert.rejects(client.v1.statuses.$select(id).fetch(), { statusCode: 404 });
  });

  test("pages through a timeline by its links", async () => {
    const client = clientOf(ben);
    for (const text of ["one", "two", "three", "four", "five"])
      await client.v1.statuses.create({ status: text });
    const seen: string[] = [];
    for await (const page of client.v1.accounts
      .$select(ben.id)
      .statuses.list({ limit: 2, excludeReblogs: true })) {
      seen.push(...page.map(({ id }) => id));
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.equal(seen.length, 5);
  });

  test("hears of a new post in an open stream", async () => {
    const { configuration } = await createRestAPIClient({ url: server.origin }).v2.instance.fetch();
    const streaming = createStreamingAPIClient({
      streamingApiUrl: configuration.urls.streaming,
      accessToken: ben.token,
    });
    const events = streaming.user.subscribe();
    const heard = (async () => {
      for await (const { event, payload } of events) {
        if (event === "update") return payload.content;
      }
      return undefined;
    })();
    // The subscription has no answer of its own, so the post is repeated until it is heard.
    let isHeard = false;
    void heard.then(() => (isHeard = true));
    while (!isHeard) {
      await clientOf(ana).v1.statuses.create({ status: "Live" });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.ok((await heard)?.includes("Live"));
    events.unsubscribe();
    streaming.close();
  });
});
