import { at, listAt, textAt, until } from "../client.ts";
import type { Client } from "../client.ts";
import { openStage } from "./stage.ts";
import type { Player } from "./town.ts";

export interface Cast {
  readonly alice: Player;
  readonly bob: Player;
  readonly signal: AbortSignal;
}

/** The whole story. Each scene is something done on one server, and then seen on the other. */
export async function play({ alice, bob, signal }: Cast): Promise<void> {
  const scene = openStage([alice, bob], signal);
  await bob.client.patch("/api/v1/accounts/update_credentials", { locked: "true" });

  const bobAtAlices = await scene({
    by: alice,
    says: `looks for @bob@${bob.domain}`,
    wire: "WebFinger, actor",
    act: () => search(alice.client, "accounts", `@bob@${bob.domain}`),
    seen: "is found",
    see: async (found) => textAt(found, "id"),
  });
  const aliceAtBobs = await scene({
    by: alice,
    says: "asks to follow bob",
    wire: "Follow",
    act: () => alice.client.post(`/api/v1/accounts/${bobAtAlices}/follow`),
    seen: "sees alice's request",
    see: async () => {
      const requests = listAt(await bob.client.get("/api/v1/follow_requests"));
      const from = requests.find((each) => at(each, "acct") === `alice@${alice.domain}`);
      return from === undefined ? undefined : textAt(from, "id");
    },
  });
  await scene({
    by: bob,
    says: "lets her",
    wire: "Accept",
    act: () => bob.client.post(`/api/v1/follow_requests/${aliceAtBobs}/authorize`),
    seen: "follows bob",
    see: async () => {
      const relations = await alice.client.get(`/api/v1/accounts/relationships?id[]=${bobAtAlices}`);
      return at(relations, 0, "following") === true || undefined;
    },
  });
  await talk(scene, { alice, bob });
}

type Scene = ReturnType<typeof openStage>;

async function talk(scene: Scene, { alice, bob }: Pick<Cast, "alice" | "bob">): Promise<void> {
  let post = "";
  const postAtAlices = await scene({
    by: bob,
    says: "posts: Good morning, fediverse!",
    wire: "Create",
    act: async () => (post = await say(bob.client, "Good morning, fediverse!")),
    seen: "reads it in her home timeline",
    see: async () => {
      const home = listAt(await alice.client.get("/api/v1/timelines/home"));
      const found = home.find((status) => textAt(status, "content").includes("Good morning"));
      return found === undefined ? undefined : textAt(found, "id");
    },
  });
  await scene({
    by: alice,
    says: "replies: Good morning, bob!",
    wire: "Create",
    act: () => say(alice.client, `@bob@${bob.domain} Good morning, bob!`, postAtAlices),
    seen: "is told, and finds it below his post",
    see: async () => {
      const context = await bob.client.get(`/api/v1/statuses/${post}/context`);
      const isBelow = listAt(context, "descendants").some((each) =>
        textAt(each, "content").includes("Good morning, "),
      );
      return (isBelow && (await isTold(bob.client, "mention"))) || undefined;
    },
  });
  await scene({
    by: alice,
    says: "favourites his post",
    wire: "Like",
    act: () => alice.client.post(`/api/v1/statuses/${postAtAlices}/favourite`),
    seen: "is told; it counts one favourite",
    see: () => countsOne(bob.client, { post, field: "favourites_count", type: "favourite" }),
  });
  await scene({
    by: alice,
    says: "boosts his post",
    wire: "Announce",
    act: () => alice.client.post(`/api/v1/statuses/${postAtAlices}/reblog`),
    seen: "is told; it counts one boost",
    see: () => countsOne(bob.client, { post, field: "reblogs_count", type: "reblog" }),
  });
  await change(scene, { alice, bob, post, postAtAlices });
}

async function change(
  scene: Scene,
  {
    alice,
    bob,
    post,
    postAtAlices,
  }: Pick<Cast, "alice" | "bob"> & { readonly post: string; readonly postAtAlices: string },
): Promise<void> {
  const shown = () => alice.client.get(`/api/v1/statuses/${postAtAlices}`);
  await scene({
    by: bob,
    says: "edits: Good evening, fediverse!",
    wire: "Update",
    act: () => bob.client.put(`/api/v1/statuses/${post}`, { status: "Good evening, fediverse!" }),
    seen: "reads the new text, marked as edited",
    see: async () => {
      const status = await shown();
      return (at(status, "edited_at") !== null && textAt(status, "content").includes("evening")) || undefined;
    },
  });
  await scene({
    by: bob,
    says: "deletes his post",
    wire: "Delete",
    act: () => bob.client.delete(`/api/v1/statuses/${post}`),
    seen: "finds it gone",
    see: async () => {
      const answer = await fetch(`${alice.origin}/api/v1/statuses/${postAtAlices}`);
      await answer.text();
      return answer.status === 404 || undefined;
    },
  });
}

async function search(client: Client, kind: "accounts" | "statuses", text: string): Promise<unknown> {
  return until(`${text} is found`, async () => {
    const query = new URLSearchParams({ q: text, resolve: "true", type: kind, limit: "1" });
    return at(await client.get(`/api/v2/search?${query.toString()}`), kind, 0);
  });
}

async function say(client: Client, status: string, inReplyTo?: string): Promise<string> {
  const reply = inReplyTo === undefined ? {} : { in_reply_to_id: inReplyTo };
  return textAt(await client.post("/api/v1/statuses", { status, visibility: "public", ...reply }), "id");
}

async function isTold(client: Client, type: string): Promise<boolean> {
  const notifications = listAt(await client.get("/api/v1/notifications"));
  return notifications.some((each) => at(each, "type") === type);
}

async function countsOne(
  client: Client,
  { post, field, type }: { readonly post: string; readonly field: string; readonly type: string },
): Promise<true | undefined> {
  const counts = at(await client.get(`/api/v1/statuses/${post}`), field);
  return (counts === 1 && (await isTold(client, type))) || undefined;
}
