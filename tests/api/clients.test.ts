import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";
import type Generator from "megalodon";
import { afterAll, afterEach, beforeAll, test } from "vitest";
import { openClientWorld } from "../support/client-world.ts";
import type { ClientWorld, Owner } from "../support/client-world.ts";
import { until } from "../support/server.ts";
import { pictureOf } from "../support/pictures.ts";

// Imported as an ES module by a test, it finds no constructor in the CommonJS module of its sockets.
const megalodon: { readonly default: typeof Generator } = createRequire(import.meta.url)("megalodon");
const { default: generator } = megalodon;

const outOfBand = "urn:ietf:wg:oauth:2.0:oob";
const scopes = ["read", "write", "follow", "push"];

const picture = pictureOf({ width: 60, height: 40 });

let world: ClientWorld;
let home: string;

beforeAll(async () => {
  world = await openClientWorld();
  home = await mkdtemp(join(tmpdir(), "trunkline-clients-"));
  await writeFile(join(home, "picture.png"), picture);
}, 90_000);

afterEach(() => world.check());

afterAll(async () => {
  await world.stop();
  await rm(home, { recursive: true, force: true });
});

/** Does something again and again until it was heard of: a subscription has no answer of its own. */
async function untilHeard(heard: Promise<unknown>, act: () => Promise<unknown>): Promise<void> {
  let isHeard = false;
  void heard.then(() => (isHeard = true));
  await until("an event of the stream", async () => {
    await act();
    return isHeard || undefined;
  });
}

test("masto.js tells a whole story, and every reply is as described", async () => {
  const ana = await world.person("ana");
  const url = world.origin;
  const app = await createRestAPIClient({ url }).v1.apps.create({
    clientName: "Story",
    redirectUris: outOfBand,
    scopes: scopes.join(" "),
  });
  const [clientId, clientSecret] = [app.clientId ?? "", app.clientSecret ?? ""];
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: outOfBand,
    scope: scopes.join(" "),
  });
  const code = await world.consent(`${url}/oauth/authorize?${asked.toString()}`, ana);
  const token = await createOAuthAPIClient({ url }).token.create({
    grantType: "authorization_code",
    clientId,
    clientSecret,
    redirectUri: outOfBand,
    code,
  });
  const client = createRestAPIClient({ url, accessToken: token.accessToken });
  assert.equal((await client.v1.accounts.verifyCredentials()).acct, "ana");

  const poll = { options: ["Soup", "Salad"], expiresIn: 3600 };
  const question = await client.v1.statuses.create({ status: "Lunch? #food", poll, language: "en" });
  assert.deepEqual(
    question.poll?.options.map(({ title }) => title),
    ["Soup", "Salad"],
  );
  const file = new Blob([new Uint8Array(picture)], { type: "image/png" });
  const media = await client.v2.media.create({ file, description: "a picture" });
  const shown = await client.v1.statuses.create({ status: "Look", mediaIds: [media.id] });
  assert.equal(shown.mediaAttachments[0]?.description, "a picture");

  const reply = await client.v1.statuses.create({ status: "Soup", inReplyToId: question.id });
  const { descendants } = await client.v1.statuses.$select(question.id).context.fetch();
  assert.deepEqual(
    descendants.map(({ id }) => id),
    [reply.id],
  );
  await client.v1.statuses.$select(reply.id).update({ status: "Salad" });
  assert.equal((await client.v1.statuses.$select(reply.id).history.list()).length, 2);

  const list = await client.v1.lists.create({ title: "Friends" });
  assert.deepEqual(
    (await client.v1.lists.list()).map(({ title }) => title),
    ["Friends"],
  );
  await client.v1.lists.$select(list.id).remove();
  const { hashtags } = await client.v2.search.list({ q: "food", type: "hashtags" });
  assert.equal(hashtags[0]?.name, "food");

  const streaming = createStreamingAPIClient({
    streamingApiUrl: (await client.v2.instance.fetch()).configuration.urls.streaming,
    accessToken: token.accessToken,
  });
  const events = streaming.user.subscribe();
  const heard = (async () => {
    for await (const { event } of events) if (event === "update") return;
  })();
  await untilHeard(heard, () => client.v1.statuses.create({ status: "Live" }));
  events.unsubscribe();
  streaming.close();
}, 60_000);

test("megalodon tells a whole story, and every reply is as described", async () => {
  const ben = await world.person("ben");
  const stranger = generator("mastodon", world.origin);
  const app = await stranger.registerApp("Story", { scopes, redirect_uris: outOfBand });
  assert.ok(app.url);
  const code = await world.consent(app.url, ben);
  const { client_id, client_secret } = app;
  const token = await stranger.fetchAccessToken(client_id, client_secret, code, outOfBand);
  const client = generator("mastodon", world.origin, token.access_token);
  assert.equal((await client.verifyAccountCredentials()).data.acct, "ben");

  const poll = { options: ["Soup", "Salad"], expires_in: 3600 };
  const { data: question } = await client.postStatus("Dinner? #megalodon", { poll });
  assert.ok("poll" in question);
  assert.equal(question.poll?.options.length, 2);
  const { data: reply } = await client.postStatus("Soup", { in_reply_to_id: question.id });
  const { data: thread } = await client.getStatusContext(question.id);
  assert.deepEqual(
    thread.descendants.map(({ id }) => id),
    [reply.id],
  );
  const { data: edited } = await client.editStatus(reply.id, { status: "Salad" });
  assert.ok(edited.content.includes("Salad"));
  const { data: list } = await client.createList("Friends");
  assert.deepEqual(
    (await client.getLists()).data.map(({ title }) => title),
    ["Friends"],
  );
  await client.deleteList(list.id);
  const { data: found } = await client.search("megalodon", { type: "hashtags" });
  assert.equal(found.hashtags[0]?.name, "megalodon");
  await client.favouriteStatus(question.id);
  assert.equal((await client.getFavourites()).data[0]?.id, question.id);
  assert.ok((await client.getHomeTimeline({ limit: 2 })).data.length === 2);
  await client.getNotifications();
  await client.getInstance();

  const socket = await client.userStreaming();
  const heard = new Promise((resolve) => void socket.on("update", resolve));
  await untilHeard(heard, () => client.postStatus("Live"));
  socket.stop();
}, 60_000);

/** A program that speaks to us by lines, and is told one. */
async function converse(
  command: readonly [string, ...string[]],
  answer: (line: string) => Promise<string | undefined>,
): Promise<string> {
  const [program, ...args] = command;
  const env = { ...process.env, PYTHONUNBUFFERED: "1", HOME: home, XDG_CONFIG_HOME: home };
  const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  let complained = "";
  child.stderr.on("data", (chunk: Buffer) => void (complained += chunk.toString()));
  const ended = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    const reply = await answer(line);
    if (reply !== undefined) child.stdin.write(reply);
  }
  await ended;
  assert.equal(child.exitCode, 0, `${command.join(" ")}\n${said}${complained}`);
  return said;
}

test("Mastodon.py tells a whole story, and every reply is as described", async () => {
  const cleo = await world.person("cleo");
  const program = new URL("clients.py", import.meta.url).pathname;
  const said = await converse(
    ["/usr/bin/python3", program, world.origin, join(home, "picture.png")],
    async (line) => {
      const { consent } = JSON.parse(line);
      return typeof consent === "string" ? `${await world.consent(consent, cleo)}\n` : undefined;
    },
  );
  const { consent: _consent, ...told } = Object.assign(
    {},
    ...said
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
  assert.deepEqual(told, {
    me: "cleo",
    instance: new URL(world.origin).host,
    streamed: true,
    poll: ["Soup", "Salad"],
    alt: "a picture",
    thread: [true],
    edited: "<p>Salad it is</p>",
    history: 2,
    lists: ["Friends"],
    members: 0,
    found: ["food"],
    favourites: 1,
    bookmarks: 1,
    paged: true,
    done: true,
  });
}, 60_000);

async function logIn(owner: Owner): Promise<void> {
  const { host } = new URL(world.origin);
  await converse(["toot", "login", "-i", host, "--disable-https"], async (line) => {
    const address = /^http\S+\/oauth\/authorize\S+$/.exec(line.trim())?.[0];
    return address === undefined ? undefined : `n\n${await world.consent(address, owner)}\n`;
  });
}

test("toot tells a whole story, and every reply is as described", async () => {
  const dora = await world.person("dora");
  await world.person("emil");
  await logIn(dora);
  const toot = (...args: readonly string[]): Promise<string> =>
    converse(["toot", ...args, "--no-color"], async () => undefined);
  assert.match(await toot("whoami"), /@dora/);
  const posted = await toot("post", "Hello from a terminal #toot");
  const id = /\/(\d+)\s*$/m.exec(posted)?.[1] ?? "";
  assert.match(id, /^\d+$/);
  await toot("post", "--reply-to", id, "And another thing");
  assert.match(await toot("thread", id), /And another thing/);
  await toot("post", "--media", join(home, "picture.png"), "--description", "a picture", "Look");
  assert.match(await toot("timeline", "--once"), /Hello from a terminal/);
  await toot("favourite", id);
  await toot("reblog", id);
  await toot("bookmark", id);
  assert.match(await toot("bookmarks", "--once"), /Hello from a terminal/);
  assert.match(await toot("search", "toot"), /#toot/);
  await toot("follow", "emil");
  assert.match(await toot("following", "@dora"), /emil/);
  await toot("unfollow", "emil");
  await toot("block", "emil");
  await toot("notifications");
  await toot("instance", new URL(world.origin).host, "--disable-https");
  await toot("delete", id);
}, 90_000);
