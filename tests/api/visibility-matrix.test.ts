import assert from "node:assert/strict";
import { once } from "node:events";
import { afterAll, beforeAll, describe, test } from "vitest";
import { WebSocket } from "ws";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

/** Everybody who might look at what Ana says: herself, who follows her, whom she names, and who does neither. */
const viewers = ["author", "follower", "mentioned", "stranger", "anonymous"] as const;
type Viewer = (typeof viewers)[number];
const visibilities = ["public", "unlisted", "private", "direct"] as const;
type Visibility = (typeof visibilities)[number];

const everybody: readonly Viewer[] = viewers;
const nobody: readonly Viewer[] = [];
const insiders: readonly Viewer[] = ["author", "follower", "mentioned"];
const named: readonly Viewer[] = ["author", "mentioned"];
const home: readonly Viewer[] = ["author", "follower"];

/** Who sees a status by its id, and in each kind of list (S-085). */
const rights: Record<
  Visibility,
  Record<"id" | "home" | "lists" | "page" | "boost" | "favourite", readonly Viewer[]>
> = {
  public: {
    id: everybody,
    home,
    lists: everybody,
    page: everybody,
    boost: ["author", "follower", "mentioned", "stranger"],
    favourite: ["author", "follower", "mentioned", "stranger"],
  },
  unlisted: {
    id: everybody,
    home,
    lists: nobody,
    page: everybody,
    boost: ["author", "follower", "mentioned", "stranger"],
    favourite: ["author", "follower", "mentioned", "stranger"],
  },
  private: { id: insiders, home, lists: nobody, page: nobody, boost: ["author"], favourite: insiders },
  direct: { id: named, home: ["author"], lists: nobody, page: nobody, boost: nobody, favourite: named },
};

interface Posted {
  readonly id: string;
  readonly uri: string;
  readonly url: string;
}

let server: TestServer;
const people = new Map<Viewer, Person>();
const posted = new Map<Visibility, Posted>();
const replies = new Map<Visibility, Posted>();
const heard = new Map<string, Set<string>>();
const sockets: WebSocket[] = [];
let root: Posted;

function personOf(viewer: Viewer): Person {
  const person = people.get(viewer);
  assert.ok(person, viewer);
  return person;
}

function statusOf(of: ReadonlyMap<Visibility, Posted>, visibility: Visibility): Posted {
  const status = of.get(visibility);
  assert.ok(status, visibility);
  return status;
}

async function ask(viewer: Viewer, path: string, form?: Readonly<Record<string, string>>): Promise<Response> {
  const authorization = viewer === "anonymous" ? undefined : `Bearer ${personOf(viewer).token}`;
  return fetch(`${server.origin}${path}`, {
    method: form === undefined ? "GET" : "POST",
    headers: authorization === undefined ? {} : { authorization },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
}

async function post(form: Readonly<Record<string, string>>): Promise<Posted> {
  const answer = await ask("author", "/api/v1/statuses", form);
  assert.equal(answer.status, 200);
  return (await answer.json()) as Posted; // the parts that every status has
}

/** The ids in an answer, which must be a list. */
async function idsIn(viewer: Viewer, path: string): Promise<readonly string[]> {
  const answer = await ask(viewer, path);
  assert.equal(answer.status, 200, `${path} for ${viewer}`);
  return ((await answer.json()) as Posted[]).map(({ id }) => id);
}

function hearsOf(viewer: Viewer, stream: string): ReadonlySet<string> {
  return heard.get(`${viewer} ${stream}`) ?? new Set();
}

async function listen(viewer: Viewer): Promise<void> {
  const address = `${server.origin.replace("http", "ws")}/api/v1/streaming`;
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${personOf(viewer).token}` } });
  sockets.push(socket);
  await once(socket, "open");
  socket.on("message", (data) => {
    const { stream, event, payload } = JSON.parse(Buffer.isBuffer(data) ? data.toString() : "") as Record<
      string,
      string
    >; // what the frames of streams hold
    if (event !== "update" && event !== "delete") return;
    const key = `${viewer} ${[stream].flat().join(" ")}${event === "delete" ? " deleted" : ""}`;
    const id = event === "delete" ? (payload ?? "") : (JSON.parse(payload ?? "") as Posted).id;
    heard.set(key, (heard.get(key) ?? new Set<string>()).add(id));
  });
  for (const stream of ["user", "public", "public:local", "hashtag", "hashtag:local"])
    socket.send(JSON.stringify({ type: "subscribe", stream, tag: "matrix" }));
  // A subscription has no answer, but a wrong one has, and frames are read in order.
  socket.send(JSON.stringify({ type: "unsubscribe", stream: "user:notification" }));
  await once(socket, "message");
}

async function arrange(): Promise<void> {
  server = await openServer();
  const names = { author: "ana", follower: "ben", mentioned: "cleo", stranger: "dora" } as const;
  for (const viewer of viewers)
    if (viewer !== "anonymous") people.set(viewer, await addPerson(server, names[viewer]));
  await ask("follower", `/api/v1/accounts/${personOf("author").id}/follow`, {});
  for (const viewer of people.keys()) await listen(viewer);
  root = await post({ status: "The root of a thread." });
  for (const visibility of visibilities) {
    const status = `For @cleo, ${visibility}, #matrix`;
    posted.set(visibility, await post({ status, visibility }));
    replies.set(visibility, await post({ status, visibility, in_reply_to_id: root.id }));
  }
  const last = await post({ status: "The last of all, #matrix" });
  for (const viewer of people.keys())
    await until("the last status on the streams", async () =>
      hearsOf(viewer, "public").has(last.id) && hearsOf(viewer, "hashtag matrix").has(last.id)
        ? true
        : undefined,
    );
}

beforeAll(arrange, 60_000);

afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  await server.stop();
});

/** Asks for every viewer, and compares who saw it with who may. */
async function seenBy(look: (viewer: Viewer) => Promise<boolean>): Promise<readonly Viewer[]> {
  const seen: Viewer[] = [];
  for (const viewer of viewers) if (await look(viewer)) seen.push(viewer);
  return seen;
}

describe.each(visibilities)("a %s status (S-085, S-086)", (visibility) => {
  const own = (): Posted => statusOf(posted, visibility);
  const may = rights[visibility];

  test.each(["", "/context", "/history", "/favourited_by", "/reblogged_by"])(
    "is found by its id under %j by those who may see it, and by others as little as one that never was",
    async (part) => {
      const seen = await seenBy(async (viewer) => {
        const answer = await ask(viewer, `/api/v1/statuses/${own().id}${part}`);
        if (answer.status === 200) return true;
        const never = await ask(viewer, `/api/v1/statuses/1${part}`);
        assert.deepEqual([answer.status, await answer.text()], [404, await never.text()]);
        assert.equal(answer.headers.get("cache-control"), never.headers.get("cache-control"));
        return false;
      });
      assert.deepEqual(seen, may.id);
    },
  );

  test("is found among several, by its address, in the author's list and in its thread by the same people", async () => {
    const { id, uri, url } = own();
    const paths = [
      `/api/v1/statuses?id[]=${id}&id[]=1`,
      `/api/v1/accounts/${personOf("author").id}/statuses?limit=40`,
      `/api/v1/accounts/${personOf("author").id}/statuses?tagged=matrix`,
    ];
    for (const path of paths) {
      const seen = await seenBy(async (viewer) => (await idsIn(viewer, path)).includes(id));
      assert.deepEqual(seen, may.id, path);
    }
    for (const address of [uri, url]) {
      const seen = await seenBy(async (viewer) => {
        const answer = await ask(viewer, `/api/v2/search?q=${encodeURIComponent(address)}`);
        return ((await answer.json()) as { statuses: Posted[] }).statuses.some((one) => one.id === id);
      });
      assert.deepEqual(seen, may.id, address);
    }
    const reply = statusOf(replies, visibility);
    const inThread = await seenBy(async (viewer) => {
      const answer = await ask(viewer, `/api/v1/statuses/${root.id}/context`);
      const { descendants } = (await answer.json()) as { descendants: Posted[] };
      return descendants.some((one) => one.id === reply.id);
    });
    assert.deepEqual(inThread, may.id, "context");
  });

  test("is found by its words by those who have to do with it and still may see it (S-108, S-048)", async () => {
    const { id } = own();
    const seen = await seenBy(async (viewer) => {
      const answer = await ask(viewer, `/api/v2/search?q=${visibility}%20matrix&type=statuses&limit=40`);
      return ((await answer.json()) as { statuses: Posted[] }).statuses.some((one) => one.id === id);
    });
    assert.deepEqual(seen, ["author", "mentioned"]);
  });

  test("is shown in the pages of other sites if it is for everybody", async () => {
    const { id, url } = own();
    const embed = await fetch(`${server.origin}/@ana/${id}/embed`);
    assert.equal(embed.status, may.page.length > 0 ? 200 : 404);
    const described = await seenBy(
      async (viewer) => (await ask(viewer, `/api/oembed?url=${encodeURIComponent(url)}`)).status === 200,
    );
    assert.equal(described.length, may.page.length > 0 ? viewers.length : 0);
  });

  test("stands in the timelines where it belongs, and is streamed there and nowhere else", async () => {
    const { id } = own();
    const signedIn = viewers.filter((viewer) => viewer !== "anonymous");
    const atHome = await seenBy(async (viewer) =>
      viewer === "anonymous" ? false : (await idsIn(viewer, "/api/v1/timelines/home?limit=40")).includes(id),
    );
    assert.deepEqual(atHome, may.home);
    for (const path of ["public", "public?local=true", "tag/matrix"]) {
      const seen = await seenBy(async (viewer) =>
        (await idsIn(viewer, `/api/v1/timelines/${path}`)).includes(id),
      );
      assert.deepEqual(seen, may.lists, path);
    }
    const streamed = (stream: string) => signedIn.filter((viewer) => hearsOf(viewer, stream).has(id));
    assert.deepEqual(streamed("user"), may.home);
    for (const stream of ["public", "public:local", "hashtag matrix", "hashtag:local matrix"]) {
      const lists = may.lists.filter((viewer) => viewer !== "anonymous");
      assert.deepEqual(streamed(stream), lists, stream);
    }
  });

  test("has a page, a place in the feed and an object for strangers if it is for everybody", async () => {
    const { id, uri } = own();
    const page = await fetch(`${server.origin}/@ana/${id}`, { headers: { accept: "text/html" } });
    assert.equal(page.status, may.page.length > 0 ? 200 : 404);
    const object = await fetch(uri, { headers: { accept: "application/activity+json" } });
    assert.equal(object.status, may.page.length > 0 ? 200 : 404);
    const feed = await (await fetch(`${server.origin}/@ana.rss`)).text();
    assert.equal(feed.includes(uri), may.lists.length > 0);
    for (const path of ["/", "/tags/matrix"]) {
      const text = await (
        await fetch(`${server.origin}${path}`, { headers: { accept: "text/html" } })
      ).text();
      assert.equal(text.includes(`/@ana/${id}"`), may.lists.length > 0, path);
    }
  });

  test("shows what was typed to its author alone", async () => {
    const seen = await seenBy(
      async (viewer) => (await ask(viewer, `/api/v1/statuses/${own().id}/source`)).status === 200,
    );
    assert.deepEqual(seen, ["author"]);
  });

  test("is told to be deleted to those alone who had it at home", async () => {
    const { id } = await post({ status: "A short secret of @cleo", visibility });
    await until(
      "the status at its author's home",
      async () => hearsOf("author", "user").has(id) || undefined,
    );
    const answer = await fetch(`${server.origin}/api/v1/statuses/${id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${personOf("author").token}` },
    });
    assert.equal(answer.status, 200);
    const { id: last } = await post({ status: "And on." });
    const signedIn = viewers.filter((viewer) => viewer !== "anonymous");
    for (const viewer of signedIn)
      await until("what came after it", async () => hearsOf(viewer, "public").has(last) || undefined);
    const told = signedIn.filter((viewer) => hearsOf(viewer, "user deleted").has(id));
    assert.deepEqual(told, may.home);
    const publicly = signedIn.filter((viewer) => hearsOf(viewer, "public deleted").has(id));
    assert.deepEqual(
      publicly,
      may.lists.filter((viewer) => viewer !== "anonymous"),
    );
  });

  test("is acted upon by whoever sees it, and boosted only where that widens nothing (S-087)", async () => {
    const { id } = statusOf(replies, visibility);
    const done = async (verb: string) =>
      seenBy(async (viewer) => (await ask(viewer, `/api/v1/statuses/${id}/${verb}`, {})).status === 200);
    assert.deepEqual(await done("favourite"), may.favourite);
    assert.deepEqual(await done("bookmark"), may.favourite);
    assert.deepEqual(await done("reblog"), may.boost);
  });
});
