import { expect, test } from "vitest";
import type { NotificationEntity, StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

async function scene() {
  const server = testServer();
  const [ana, ben] = [await server.person("ana"), await server.person("ben")];
  const post = (by: typeof ana, form: Readonly<Record<string, string>>) =>
    server.json<StatusEntity>("POST", "/api/v1/statuses", { token: by.token, form });
  const act = (id: string, verb: string) =>
    server.json<StatusEntity>("POST", `/api/v1/statuses/${id}/${verb}`, { token: ana.token });
  const news = async () => {
    await server.settle();
    const all = await server.json<NotificationEntity[]>("GET", "/api/v1/notifications", { token: ana.token });
    return all.map(({ type, status }) => [type, status?.id]);
  };
  return { server, ana, ben, post, act, news };
}

test("POST /api/v1/statuses/:id/mute keeps away news of the whole thread, POST /api/v1/statuses/:id/unmute ends it", async () => {
  const { server, ana, ben, post, act, news } = await scene();
  const root = await post(ana, { status: "a thread" });
  const before = await post(ben, { status: "@ana one", in_reply_to_id: root.id });
  await server.settle();
  expect(await act(before.id, "mute")).toMatchObject({ id: before.id, muted: true });
  expect(await act(root.id, "mute")).toMatchObject({ muted: true });
  const during = await post(ben, { status: "@ana two", in_reply_to_id: before.id });
  await server.json("POST", `/api/v1/statuses/${root.id}/favourite`, { token: ben.token });
  await server.json("POST", `/api/v1/statuses/${root.id}/reblog`, { token: ben.token });
  const elsewhere = await post(ben, { status: "@ana hello" });
  expect(await news()).toEqual([
    ["mention", elsewhere.id],
    ["mention", before.id],
  ]);
  const shown = await server.json<StatusEntity>("GET", `/api/v1/statuses/${during.id}`, { token: ana.token });
  expect(shown.muted).toBe(true);
  expect(await act(during.id, "unmute")).toMatchObject({ muted: false });
  const after = await post(ben, { status: "@ana three", in_reply_to_id: during.id });
  expect((await news())[0]).toEqual(["mention", after.id]);
});

test("nobody mutes what they may not see, and only for themselves (S-086)", async () => {
  const { server, ana, ben, post, act } = await scene();
  const secret = await post(ben, { status: "psst", visibility: "private" });
  const denied = await server.call("POST", `/api/v1/statuses/${secret.id}/mute`, { token: ana.token });
  expect([denied.status, await denied.json()]).toEqual([404, { error: "Record not found" }]);
  const open = await post(ben, { status: "hello" });
  await act(open.id, "mute");
  const shown = await server.json<StatusEntity>("GET", `/api/v1/statuses/${open.id}`, { token: ben.token });
  expect(shown.muted).toBe(false);
  expect((await server.call("POST", `/api/v1/statuses/${open.id}/mute`)).status).toBe(401);
});
