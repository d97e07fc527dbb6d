import { beforeEach, expect, test } from "vitest";
import type { NotificationEntity, StatusEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

function post(person: Person, json: Readonly<Record<string, unknown>>): Promise<StatusEntity> {
  return server.json("POST", "/api/v1/statuses", { token: person.token, json });
}

const shown = (id: string, token?: string): Promise<StatusEntity> =>
  server.json("GET", `/api/v1/statuses/${id}`, token === undefined ? {} : { token });

test("a status quotes another, and shows it; one inside of it by its id alone", async () => {
  const first = await post(ana, { status: "one" });
  const second = await post(ben, { status: "two", quoted_status_id: first.id });
  const third = await post(ana, { status: "", quoted_status_id: second.id });
  expect(second.quote).toMatchObject({ state: "accepted", quoted_status: { id: first.id, quote: null } });
  expect(third.quote).toMatchObject({
    state: "accepted",
    quoted_status: { id: second.id, quote: { state: "accepted", quoted_status_id: first.id } },
  });
  expect((await shown(first.id)).quotes_count).toBe(1);
});

test("who may quote is chosen with a status, changed by PUT /api/v1/statuses/:id/interaction_policy or with an edit, and kept to", async () => {
  const closed = await post(ana, { status: "mine", quote_approval_policy: "nobody" });
  const approval = { automatic: [], manual: [] };
  expect(closed.quote_approval).toEqual({ ...approval, current_user: "automatic" });
  expect((await shown(closed.id, ben.token)).quote_approval).toEqual({ ...approval, current_user: "denied" });
  const json = { status: "quoting", quoted_status_id: closed.id };
  expect((await server.call("POST", "/api/v1/statuses", { token: ben.token, json })).status).toBe(404);
  const change = (path: string, body: object, token = ana.token) =>
    server.call("PUT", `/api/v1/statuses/${closed.id}${path}`, { token, json: body });
  expect((await change("/interaction_policy", { quote_approval_policy: "public" }, ben.token)).status).toBe(
    404,
  );
  expect((await change("/interaction_policy", { quote_approval_policy: "friends" })).status).toBe(422);
  const opened = await change("/interaction_policy", { quote_approval_policy: "public" });
  expect(await opened.json()).toMatchObject({
    quote_approval: { automatic: ["public"], current_user: "automatic" },
  });
  expect((await server.call("POST", "/api/v1/statuses", { token: ben.token, json })).status).toBe(200);
  const edited = await change("", { status: "mine", quote_approval_policy: "followers" });
  expect(await edited.json()).toMatchObject({ quote_approval: { automatic: ["followers"] } });
});

test("GET /api/v1/statuses/:id/quotes lists quotes, and POST /api/v1/statuses/:id/quotes/:quoting_status_id/revoke takes one out", async () => {
  const { id } = await post(ana, { status: "quote me" });
  const quoting = await post(ben, { status: "as you say", quoted_status_id: id });
  const list = () =>
    server.json<StatusEntity[]>("GET", `/api/v1/statuses/${id}/quotes`, { token: ana.token });
  expect((await list()).map((status) => status.id)).toEqual([quoting.id]);
  const path = `/api/v1/statuses/${id}/quotes/${quoting.id}/revoke`;
  expect((await server.call("POST", path, { token: ben.token })).status).toBe(404);
  const revoked = await server.json<StatusEntity>("POST", path, { token: ana.token });
  expect(revoked).toMatchObject({ id: quoting.id, quote: { state: "revoked", quoted_status: null } });
  expect([await list(), (await shown(id)).quotes_count]).toEqual([[], 0]);
});

test("what a viewer may not see is not shown because another quotes it, nor what is gone", async () => {
  const own = await post(ana, { status: "for followers", visibility: "private" });
  const quoting = await post(ana, { status: "@ben see above", quoted_status_id: own.id });
  expect(quoting).toMatchObject({ visibility: "private", quote: { state: "accepted" } });
  expect((await shown(quoting.id, ben.token)).quote).toEqual({ state: "unauthorized", quoted_status: null });
  await server.call("DELETE", `/api/v1/statuses/${own.id}`, { token: ana.token });
  expect((await shown(quoting.id, ana.token)).quote).toEqual({ state: "deleted", quoted_status: null });
});

test("F-178: the text that stands in for a quote is left out only where the quote is shown", async () => {
  const { id } = await post(ana, { status: "quote me" });
  const quoting = await post(ben, { status: "x", quoted_status_id: id });
  const content = '<p class="quote-inline">RE: <a href="https://social.test/1">1</a></p><p>so it is</p>';
  const status = await server.storage.stores.statuses.byId(quoting.id as never); // an id that the API has just given
  if (status === undefined) throw new Error("It was not stored.");
  await server.storage.transact((work) => work.statuses.revise(status.id, { ...status, content }, undefined));
  expect((await shown(quoting.id)).content).toBe("<p>so it is</p>");
  await server.json("POST", `/api/v1/statuses/${id}/quotes/${quoting.id}/revoke`, { token: ana.token });
  expect((await shown(quoting.id)).content).toBe(content);
});

test("news of a quote are news like others", async () => {
  const types = await server.json<NotificationEntity[]>(
    "GET",
    "/api/v1/notifications?types[]=quote&types[]=quoted_update",
    {
      token: ana.token,
    },
  );
  expect(types).toEqual([]);
});
