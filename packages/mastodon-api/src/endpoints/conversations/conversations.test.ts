import { expect, test } from "vitest";
import type { ConversationEntity, StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

async function world() {
  const server = testServer();
  const [ana, ben, cy] = [await server.person("ana"), await server.person("ben"), await server.person("cy")];
  for (const { token } of [ana, ben, cy]) {
    const json = { for_private_mentions: "accept" };
    await server.json("PATCH", "/api/v2/notifications/policy", { token, json });
  }
  const write = async (from: typeof ana, status: string, more: Record<string, string> = {}) => {
    const form = { status, visibility: "direct", ...more };
    const posted = await server.json<StatusEntity>("POST", "/api/v1/statuses", { token: from.token, form });
    await server.settle();
    return posted;
  };
  const list = (of: typeof ana, query = "") =>
    server.json<ConversationEntity[]>("GET", `/api/v1/conversations${query}`, { token: of.token });
  return { server, ana, ben, cy, write, list };
}

const told = ({ unread, accounts, last_status }: ConversationEntity) => [
  unread,
  accounts.map(({ username }) => username).join(" "),
  last_status?.id,
];

test("GET /api/v1/conversations lists direct talk by who takes part, and tells who has yet to read it", async () => {
  const { ana, ben, cy, write, list } = await world();
  const first = await write(ana, "@ben hello");
  const reply = await write(ben, "@ana hello back", { in_reply_to_id: first.id });
  const three = await write(ana, "@ben @cy all of us");
  await write(ana, "@ben for everybody", { visibility: "public" });
  expect((await list(ana)).map(told)).toEqual([
    [false, "ben cy", three.id],
    [true, "ben", reply.id],
  ]);
  expect((await list(ben)).map(told)).toEqual([
    [true, "ana cy", three.id],
    [false, "ana", reply.id],
  ]);
  expect((await list(cy)).map(told)).toEqual([[true, "ana ben", three.id]]);
});

test("conversations are paged by their last statuses in both directions", async () => {
  const { server, ana, write, list } = await world();
  const posts = [];
  for (const name of ["ben", "cy", "ben"]) posts.push(await write(ana, `@${name} hello`));
  const answer = await server.call("GET", "/api/v1/conversations?limit=2", { token: ana.token });
  expect(answer.headers.get("link")).toBe(
    `<https://social.test/api/v1/conversations?limit=2&max_id=${posts[1]?.id}>; rel="next", ` +
      `<https://social.test/api/v1/conversations?limit=2&min_id=${posts[2]?.id}>; rel="prev"`,
  );
  expect((await list(ana, `?max_id=${posts[1]?.id}`)).map(told)).toEqual([[false, "ben", posts[0]?.id]]);
  expect((await list(ana, `?limit=1&min_id=${posts[0]?.id}`)).map(told)).toEqual([
    [false, "cy", posts[1]?.id],
  ]);
});

test("POST /api/v1/conversations/:id/read and POST /api/v1/conversations/:id/unread mark one's own, and nobody else's (S-084)", async () => {
  const { server, ana, ben, cy, write, list } = await world();
  await write(ana, "@ben hello");
  const [{ id } = { id: "" }] = await list(ben);
  const mark = (what: string, of: typeof ana) =>
    server.call("POST", `/api/v1/conversations/${id}/${what}`, { token: of.token });
  expect(await (await mark("read", ben)).json()).toMatchObject({ id, unread: false });
  expect((await list(ben))[0]?.unread).toBe(false);
  expect(await (await mark("unread", ben)).json()).toMatchObject({ id, unread: true });
  expect((await mark("read", cy)).status).toBe(404);
  expect((await list(ben))[0]?.unread).toBe(true);
});

test("DELETE /api/v1/conversations/:id removes it for one person, until somebody writes again", async () => {
  const { server, ana, ben, cy, write, list } = await world();
  const first = await write(ana, "@ben hello");
  const [{ id } = { id: "" }] = await list(ben);
  const remove = (of: typeof ana) =>
    server.call("DELETE", `/api/v1/conversations/${id}`, { token: of.token });
  expect((await remove(cy)).status).toBe(404);
  const done = await remove(ben);
  expect([done.status, await done.json()]).toEqual([200, {}]);
  expect((await remove(ben)).status).toBe(404);
  expect([(await list(ben)).length, (await list(ana)).length]).toEqual([0, 1]);
  const second = await write(ana, "@ben still there?", { in_reply_to_id: first.id });
  expect((await list(ben)).map(told)).toEqual([[true, "ana", second.id]]);
});

test("a conversation goes back when its last status is deleted, and goes with the only one", async () => {
  const { server, ana, ben, write, list } = await world();
  const first = await write(ana, "@ben hello");
  const second = await write(ana, "@ben again", { in_reply_to_id: first.id });
  const remove = async ({ id }: StatusEntity) => {
    await server.json("DELETE", `/api/v1/statuses/${id}`, { token: ana.token });
    await server.settle();
  };
  await remove(second);
  expect((await list(ben)).map(told)).toEqual([[true, "ana", first.id]]);
  await remove(first);
  expect([await list(ana), await list(ben)]).toEqual([[], []]);
});

test("whoever is blocked starts no conversation, and a block ends those that there are (S-050)", async () => {
  const { server, ana, ben, write, list } = await world();
  await write(ana, "@ben hello");
  await server.json("POST", `/api/v1/accounts/${ana.account.id}/block`, { token: ben.token });
  await server.settle();
  expect(await list(ben)).toEqual([]);
  await write(ana, "@ben why?");
  expect(await list(ben)).toEqual([]);
  expect((await list(ana)).length).toBeGreaterThan(0);
});

test("an edit that mentions somebody brings them into a conversation of their own", async () => {
  const { server, ana, cy, write, list } = await world();
  const { id } = await write(ana, "@ben hello");
  await server.json("PUT", `/api/v1/statuses/${id}`, {
    token: ana.token,
    form: { status: "@ben @cy hello" },
  });
  await server.settle();
  expect((await list(cy)).map(told)).toEqual([[true, "ana ben", id]]);
});

test("whoever deletes their account leaves conversations, and what they said leaves those of others", async () => {
  const { server, ana, ben, write, list } = await world();
  const first = await write(ben, "@ana hello");
  await write(ana, "@ben goodbye", { in_reply_to_id: first.id });
  await server.social.moderation.remove(ana.account.id);
  await server.settle();
  expect((await list(ben)).map(told)).toEqual([[true, "", first.id]]);
  const page = { limit: 9 };
  expect(await server.storage.stores.conversations.of(ana.account.id, page)).toEqual([]);
});
