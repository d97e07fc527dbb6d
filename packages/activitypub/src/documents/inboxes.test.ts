import { expect, it } from "vitest";
import type { InboxRequest, InboxVerdict } from "../inbox/receive.ts";
import type { Actor } from "../objects/actor.ts";
import type { ActorSource, LocalActor } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import { inboxRoute } from "./inboxes.ts";
import { answerFrom } from "./route.ts";

const origin = "https://ours.example";
const MEBIBYTE = 1024 * 1024;
const ana = { actor: { id: `${origin}/users/ana` } as Actor } as LocalActor; // the route looks at the id alone

const actors: ActorSource = {
  byUsername: async () => ({ standing: "unknown" }),
  byUri: async (uri) => {
    if (uri === ana.actor.id) return { standing: "here", local: ana };
    return { standing: uri.endsWith("/ben") ? "gone" : "unknown" };
  },
  note: async () => ({ standing: "unknown" }),
  usage: async () => ({ users: 0, activeMonth: 0, activeHalfyear: 0, localPosts: 0 }),
};

async function post(
  path: string,
  init: RequestInit,
): Promise<{ status: number | undefined; posts: InboxRequest[] }> {
  const posts: InboxRequest[] = [];
  const receive = async (received: InboxRequest): Promise<InboxVerdict> => {
    posts.push(received);
    return received.header("signature") === "false" ? refuse("wrong-signature") : accept("new");
  };
  const request = new Request(origin + path, { method: "POST", ...init });
  const response = await answerFrom([inboxRoute({ actors, receive })], request, origin);
  return { status: response?.status, posts };
}

it("the shared inbox is nobody's, a personal one its owner's", async () => {
  const shared = await post("/inbox", { body: "{}" });
  const personal = await post("/users/ana/inbox", { body: "{}" });
  expect([shared.status, shared.posts[0]?.recipient]).toEqual([202, undefined]);
  expect([personal.status, personal.posts[0]?.recipient]).toEqual([202, "https://ours.example/users/ana"]);
  expect(new TextDecoder().decode(personal.posts[0]?.body)).toBe("{}");
});

it("T10: an inbox of nobody is 404, of somebody who is gone for good 410", async () => {
  expect((await post("/users/nobody/inbox", { body: "{}" })).status).toBe(404);
  expect((await post("/users/ben/inbox", { body: "{}" })).status).toBe(410);
});

it("a body of one mebibyte is read, and of one byte more is not", async () => {
  expect((await post("/inbox", { body: new Uint8Array(MEBIBYTE) })).status).toBe(202);
  const more = await post("/inbox", { body: new Uint8Array(MEBIBYTE + 1) });
  expect([more.status, more.posts.length]).toEqual([413, 0]);
});

it("a body is counted even where it says nothing about its length", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(MEBIBYTE / 4));
    },
  });
  const init: RequestInit & { duplex: "half" } = { body, duplex: "half" };
  expect((await post("/inbox", init)).status).toBe(413);
  expect(pulled).toBeLessThan(10);
});

it("a body that announces too much is not read at all", async () => {
  const announced = await post("/inbox", { body: "{}", headers: { "content-length": `${MEBIBYTE + 1}` } });
  expect(announced.status).toBe(413);
});

it("a refusal is told by its status", async () => {
  expect((await post("/inbox", { body: "{}", headers: { signature: "false" } })).status).toBe(401);
});

it("an inbox is posted to and not read", async () => {
  expect((await post("/inbox", { method: "GET" })).status).toBe(405);
});

it("the inbox of who is gone says 410, of who is suspended 202 without a look, of nobody 404 (F-085)", async () => {
  const suspended: ActorSource = { ...actors, byUri: async () => ({ standing: "suspended", local: ana }) };
  const request = new Request(`${origin}/users/ana/inbox`, { method: "POST", body: "no JSON" });
  const receive = async (): Promise<InboxVerdict> => refuse("malformed");
  const response = await answerFrom([inboxRoute({ actors: suspended, receive })], request, origin);
  expect(response?.status).toBe(202);
  expect((await post("/users/ben/inbox", { body: "{}" })).status).toBe(410);
  expect((await post("/users/nobody/inbox", { body: "{}" })).status).toBe(404);
});
