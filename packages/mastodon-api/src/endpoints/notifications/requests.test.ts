import { beforeEach, expect, it } from "vitest";
import type {
  NotificationEntity,
  NotificationPolicyEntity,
  NotificationPolicyV1Entity,
  NotificationRequestEntity,
  StatusEntity,
} from "../../entities/index.ts";
import { tellNews } from "../../testing/news.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;
let cy: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
  cy = await server.person("cy");
});

async function whisper(from: Person): Promise<StatusEntity> {
  const json = { status: "psst @ana", visibility: "direct" };
  const status = await server.json<StatusEntity>("POST", "/api/v1/statuses", { token: from.token, json });
  await server.settle();
  return status;
}

const requests = "/api/v1/notifications/requests";

function listed(more = ""): Promise<readonly NotificationRequestEntity[]> {
  return server.json("GET", `${requests}${more}`, { token: ana.token });
}

function told(): Promise<readonly NotificationEntity[]> {
  return server.json("GET", "/api/v1/notifications", { token: ana.token });
}

const usual = {
  for_not_following: "accept",
  for_not_followers: "accept",
  for_new_accounts: "accept",
  for_private_mentions: "filter",
  for_limited_accounts: "filter",
  summary: { pending_requests_count: 0, pending_notifications_count: 0 },
};

it("GET /api/v2/notifications/policy shows Mastodon's own policy at first, and what is held back", async () => {
  const show = () => server.json("GET", "/api/v2/notifications/policy", { token: ana.token });
  expect(await show()).toEqual(usual);
  await whisper(ben);
  await whisper(ben);
  expect(await show()).toEqual({
    ...usual,
    summary: { pending_requests_count: 1, pending_notifications_count: 2 },
  });
});

it("PATCH /api/v2/notifications/policy changes what is given, and refuses other words whole", async () => {
  const path = "/api/v2/notifications/policy";
  const json = { for_not_following: "drop", for_private_mentions: "accept" };
  const changed = await server.json<NotificationPolicyEntity>("PATCH", path, { token: ana.token, json });
  expect(changed).toEqual({ ...usual, ...json });
  const wrong = { for_not_followers: "drop", for_new_accounts: "ignore" };
  const refused = await server.call("PATCH", path, { token: ana.token, json: wrong });
  expect([refused.status, await refused.json()]).toEqual([
    422,
    { error: "Validation failed: For new accounts is not included in the list" },
  ]);
  expect(await server.json("GET", path, { token: ana.token })).toEqual(changed);
  const form = { for_new_accounts: "filter" };
  expect(await server.json("PUT", path, { token: ana.token, form })).toEqual({ ...changed, ...form });
  expect((await server.call("PATCH", path, { json })).status).toBe(401);
});

it("GET /api/v1/notifications/policy and PUT /api/v1/notifications/policy say the same in yes and no", async () => {
  const path = "/api/v1/notifications/policy";
  const summary = { pending_requests_count: 0, pending_notifications_count: 0 };
  expect(await server.json("GET", path, { token: ana.token })).toEqual({
    filter_not_following: false,
    filter_not_followers: false,
    filter_new_accounts: false,
    filter_private_mentions: true,
    summary,
  });
  const form = { filter_new_accounts: "true", filter_private_mentions: "false" };
  const changed = await server.json<NotificationPolicyV1Entity>("PUT", path, { token: ana.token, form });
  expect(changed).toMatchObject({ filter_new_accounts: true, filter_private_mentions: false });
  expect(await server.json("GET", "/api/v2/notifications/policy", { token: ana.token })).toEqual({
    ...usual,
    for_new_accounts: "filter",
    for_private_mentions: "accept",
  });
});

it("GET /api/v1/notifications/requests lists who asks to be heard, and GET /api/v1/notifications/requests/:id shows one", async () => {
  const first = await whisper(ben);
  const second = await whisper(cy);
  const [ofCy, ofBen] = await listed();
  expect(ofBen).toMatchObject({
    account: { acct: "ben" },
    notifications_count: "1",
    last_status: { id: first.id },
  });
  expect(ofCy).toMatchObject({ account: { acct: "cy" }, last_status: { id: second.id } });
  const page = await server.call("GET", `${requests}?limit=1`, { token: ana.token });
  expect(page.headers.get("link")).toContain(`limit=1&max_id=${ofCy?.id}>; rel="next"`);
  expect((await listed(`?max_id=${ofCy?.id}`)).map(({ id }) => id)).toEqual([ofBen?.id]);
  expect((await listed(`?min_id=${ofBen?.id}`)).map(({ id }) => id)).toEqual([ofCy?.id]);
  expect(await server.json("GET", `${requests}/${ofBen?.id}`, { token: ana.token })).toEqual(ofBen);
  expect((await server.call("GET", `${requests}/${ofBen?.id}`, { token: ben.token })).status).toBe(404);
});

it("POST /api/v1/notifications/requests/:id/accept tells what was held back, and GET /api/v1/notifications/requests/merged says when", async () => {
  const status = await whisper(ben);
  const [request] = await listed();
  const path = `${requests}/${request?.id}/accept`;
  expect((await server.call("POST", path, { token: cy.token })).status).toBe(404);
  expect(await server.json("POST", path, { token: ana.token })).toEqual({});
  const merged = () => server.json("GET", `${requests}/merged`, { token: ana.token });
  expect(await merged()).toEqual({ merged: false });
  await server.settle();
  expect(await merged()).toEqual({ merged: true });
  expect(await told()).toMatchObject([{ type: "mention", status: { id: status.id } }]);
  expect(await listed()).toEqual([]);
  const later = await whisper(ben);
  expect((await told())[0]).toMatchObject({ status: { id: later.id } });
});

it("POST /api/v1/notifications/requests/:id/dismiss removes what was held back", async () => {
  await whisper(ben);
  const [request] = await listed();
  const path = `${requests}/${request?.id}/dismiss`;
  expect((await server.call("POST", path, { token: cy.token })).status).toBe(404);
  expect(await server.json("POST", path, { token: ana.token })).toEqual({});
  await server.settle();
  expect(await listed()).toEqual([]);
  const all = "/api/v1/notifications?include_filtered=true";
  expect(await server.json("GET", all, { token: ana.token })).toEqual([]);
  expect((await server.call("POST", path, { token: ana.token })).status).toBe(404);
});

it("POST /api/v1/notifications/requests/accept and POST /api/v1/notifications/requests/dismiss answer several at once", async () => {
  for (const who of [ben, cy]) await whisper(who);
  const ids = (await listed()).map(({ id }) => id);
  const answer = (word: string, { token }: Person) =>
    server.call("POST", `${requests}/${word}`, { token, json: { id: ids } });
  expect((await answer("accept", ben)).status).toBe(200);
  expect(await listed()).toHaveLength(2);
  expect((await answer("accept", ana)).status).toBe(200);
  await server.settle();
  expect(await told()).toHaveLength(2);
  const dan = await server.person("dan");
  await whisper(dan);
  const rest = (await listed()).map(({ id }) => id);
  await server.json("POST", `${requests}/dismiss`, { token: ana.token, json: { id: rest } });
  expect(await listed()).toEqual([]);
  expect((await server.call("POST", `${requests}/accept`, { token: ana.token })).status).toBe(422);
});

it("GET /api/v1/notifications/unread_count and GET /api/v2/notifications/unread_count count what came after the marker", async () => {
  const first = await tellNews(server, [ana, ben], { type: "follow" });
  await tellNews(server, [ana, cy], { type: "follow" });
  await tellNews(server, [ana, cy], { type: "mention" });
  const count = async (version: string, more = "") => {
    const path = `/api/${version}/notifications/unread_count${more}`;
    return (await server.json<{ count: number }>("GET", path, { token: ana.token })).count;
  };
  expect([await count("v1"), await count("v2")]).toEqual([3, 2]);
  expect([await count("v1", "?limit=1"), await count("v2", "?limit=1")]).toEqual([1, 1]);
  expect([await count("v1", "?types[]=follow"), await count("v2", "?types[]=follow")]).toEqual([2, 1]);
  expect(await count("v2", "?grouped_types[]=favourite")).toBe(3);
  expect(await count("v1", `?account_id=${ben.account.id}`)).toBe(1);
  const json = { notifications: { last_read_id: first } };
  await server.json("POST", "/api/v1/markers", { token: ana.token, json });
  expect([await count("v1"), await count("v2")]).toEqual([2, 2]);
  expect(await count("v1", "?exclude_types[]=mention")).toBe(1);
});
