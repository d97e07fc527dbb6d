import { beforeEach, expect, it } from "vitest";
import type { AccountEntity, GroupedNotificationsEntity, StatusEntity } from "../../entities/index.ts";
import { statusIdOf, tellNews } from "../../testing/news.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;
let cy: Person;
let status: StatusEntity;
/** Two favourites of one status, and a follow between them. */
let told: { readonly first: string; readonly follow: string; readonly second: string };

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
  cy = await server.person("cy");
  status = await server.json("POST", "/api/v1/statuses", { token: ana.token, json: { status: "news" } });
  const favourite = (from: Person) =>
    tellNews(server, [ana, from], { type: "favourite", status: statusIdOf(status) });
  const first = await favourite(ben);
  const follow = await tellNews(server, [ana, ben], { type: "follow" });
  told = { first, follow, second: await favourite(cy) };
});

const hour = (): string => String(Math.floor(server.clock.now().getTime() / 3_600_000)).padStart(7, "0");
const favouritesKey = (): string => `favourite-${status.id}-${hour()}`;

function listed(more = ""): Promise<GroupedNotificationsEntity> {
  return server.json("GET", `/api/v2/notifications${more}`, { token: ana.token });
}

it("GET /api/v2/notifications shows news of one sort as one, and names people and statuses once", async () => {
  const { accounts, statuses, notification_groups, partial_accounts } = await listed();
  expect(accounts.map(({ acct }) => acct)).toEqual(["cy", "ben"]);
  expect(partial_accounts).toBeUndefined();
  expect(statuses.map(({ id }) => id)).toEqual([status.id]);
  expect(notification_groups).toEqual([
    {
      group_key: favouritesKey(),
      notifications_count: 2,
      type: "favourite",
      most_recent_notification_id: Number(told.second),
      page_min_id: told.first,
      page_max_id: told.second,
      latest_page_notification_at: server.clock.now().toISOString(),
      sample_account_ids: [cy.account.id, ben.account.id],
      status_id: status.id,
    },
    {
      group_key: `follow-${hour()}`,
      notifications_count: 1,
      type: "follow",
      most_recent_notification_id: Number(told.follow),
      page_min_id: told.follow,
      page_max_id: told.follow,
      latest_page_notification_at: server.clock.now().toISOString(),
      sample_account_ids: [ben.account.id],
    },
  ]);
});

it("GET /api/v2/notifications writes all digits of a number that no double holds", async () => {
  const answer = await server.call("GET", "/api/v2/notifications?limit=1", { token: ana.token });
  expect(await answer.text()).toContain(`"most_recent_notification_id":${told.second},`);
});

it("GET /api/v2/notifications pages by groups, and links to both ends", async () => {
  const page = await server.call("GET", "/api/v2/notifications?limit=1", { token: ana.token });
  const base = "https://social.test/api/v2/notifications?limit=1";
  expect(page.headers.get("link")).toBe(
    `<${base}&max_id=${told.second}>; rel="next", <${base}&min_id=${told.second}>; rel="prev"`,
  );
  const keys = async (more: string) =>
    (await listed(more)).notification_groups.map(({ group_key, page_min_id }) => [group_key, page_min_id]);
  expect(await keys(`?limit=1&max_id=${told.second}`)).toEqual([[`follow-${hour()}`, told.follow]]);
  expect(await keys(`?limit=1&max_id=${told.follow}`)).toEqual([[favouritesKey(), told.first]]);
  expect(await keys(`?since_id=${told.first}`)).toEqual([
    [favouritesKey(), told.second],
    [`follow-${hour()}`, told.follow],
  ]);
  expect(await keys(`?limit=1&min_id=${told.first}`)).toEqual([[`follow-${hour()}`, told.follow]]);
});

it("GET /api/v2/notifications groups the types that are named alone, and filters as version 1 does", async () => {
  const keys = async (more: string) =>
    (await listed(more)).notification_groups.map(({ group_key }) => group_key);
  expect(await keys("?grouped_types[]=follow")).toEqual([
    `ungrouped-${told.second}`,
    `follow-${hour()}`,
    `ungrouped-${told.first}`,
  ]);
  expect(await keys("?types[]=follow&types[]=mention")).toEqual([`follow-${hour()}`]);
  expect(await keys("?exclude_types[]=follow")).toEqual([favouritesKey()]);
  expect((await listed(`?account_id=${cy.account.id}`)).notification_groups).toMatchObject([
    { group_key: favouritesKey(), notifications_count: 1 },
  ]);
});

it("GET /api/v2/notifications shows all but the latest of a group in part, where that is asked for", async () => {
  const { accounts, partial_accounts } = await listed("?expand_accounts=partial_avatars&types[]=favourite");
  expect(accounts.map(({ acct }) => acct)).toEqual(["cy"]);
  expect(partial_accounts).toEqual([
    {
      id: ben.account.id,
      acct: "ben",
      url: ben.account.url,
      avatar: "https://social.test/avatars/original/missing.png",
      avatar_static: "https://social.test/avatars/original/missing.png",
      avatar_description: "",
      locked: false,
      bot: false,
    },
  ]);
  const path = "/api/v2/notifications?expand_accounts=none";
  expect((await server.call("GET", path, { token: ana.token })).status).toBe(400);
});

it("GET /api/v2/notifications leaves out whom the reader has blocked or muted since (S-050)", async () => {
  await server.json("POST", `/api/v1/accounts/${cy.account.id}/mute`, { token: ana.token });
  const { accounts, notification_groups } = await listed();
  expect(accounts.map(({ acct }) => acct)).toEqual(["ben"]);
  expect(notification_groups[0]?.sample_account_ids).toEqual([ben.account.id]);
});

it("GET /api/v2/notifications/:group_key shows one group of one's own, by either kind of key", async () => {
  const show = (key: string, { token }: Person) =>
    server.call("GET", `/api/v2/notifications/${key}`, { token });
  const body = await server.json<GroupedNotificationsEntity>(
    "GET",
    `/api/v2/notifications/${favouritesKey()}`,
    { token: ana.token },
  );
  expect(body.notification_groups).toEqual([
    {
      group_key: favouritesKey(),
      notifications_count: 2,
      type: "favourite",
      most_recent_notification_id: Number(told.second),
      sample_account_ids: [cy.account.id, ben.account.id],
      status_id: status.id,
    },
  ]);
  expect((await show(`ungrouped-${told.follow}`, ana)).status).toBe(200);
  for (const key of [favouritesKey(), `ungrouped-${told.follow}`]) {
    expect((await show(key, ben)).status).toBe(404);
  }
  expect((await show("favourite-1-2", ana)).status).toBe(404);
});

it("GET /api/v2/notifications/:group_key/accounts lists who did it, page by page", async () => {
  const path = `/api/v2/notifications/${favouritesKey()}/accounts`;
  const names = async (more: string, { token }: Person) =>
    (await server.json<AccountEntity[]>("GET", `${path}${more}`, { token })).map(({ acct }) => acct);
  expect(await names("", ana)).toEqual(["cy", "ben"]);
  expect(await names(`?max_id=${told.second}`, ana)).toEqual(["ben"]);
  expect(await names(`?since_id=${told.first}`, ana)).toEqual(["cy"]);
  expect(await names("", ben)).toEqual([]);
  const first = await server.call("GET", `${path}?limit=1`, { token: ana.token });
  expect(first.headers.get("link")).toContain(`limit=1&max_id=${told.second}>; rel="next"`);
});

it("POST /api/v2/notifications/:group_key/dismiss removes a group of one's own, whole", async () => {
  const dismiss = (key: string, { token }: Person) =>
    server.json("POST", `/api/v2/notifications/${key}/dismiss`, { token });
  expect(await dismiss(favouritesKey(), ben)).toEqual({});
  expect((await listed()).notification_groups).toHaveLength(2);
  expect(await dismiss(favouritesKey(), ana)).toEqual({});
  expect((await listed()).notification_groups.map(({ type }) => type)).toEqual(["follow"]);
  expect(await dismiss(`ungrouped-${told.follow}`, ana)).toEqual({});
  expect((await listed()).notification_groups).toEqual([]);
});

it("POST /api/v2/notifications/clear removes all of one's own", async () => {
  const kept = await tellNews(server, [ben, ana], { type: "follow" });
  expect(await server.json("POST", "/api/v2/notifications/clear", { token: ana.token })).toEqual({});
  expect((await listed()).notification_groups).toEqual([]);
  await server.json("GET", `/api/v2/notifications/ungrouped-${kept}`, { token: ben.token });
});
