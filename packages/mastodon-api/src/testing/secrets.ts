import { pngOf } from "@trunkline/social/memory";
import { tellNews } from "./news.ts";
import type { Person, TestServer } from "./server.ts";

/** Makes something of the owner's that the other may not see, and answers its id. */
type Maker = (server: TestServer, owner: Person, other: Person) => Promise<string>;

interface Made {
  readonly id: string;
}

async function privateStatus(server: TestServer, owner: Person, more: object = {}): Promise<string> {
  const json = { status: "for followers", visibility: "private", ...more };
  return (await server.json<Made>("POST", "/api/v1/statuses", { token: owner.token, json })).id;
}

async function privatePoll(server: TestServer, owner: Person): Promise<string> {
  return privateStatus(server, owner, { poll: { options: ["one", "two"], expires_in: 300 } });
}

async function featuredTag(server: TestServer, owner: Person): Promise<string> {
  const call = { token: owner.token, form: { name: "cats" } };
  return (await server.json<Made>("POST", "/api/v1/featured_tags", call)).id;
}

async function request(server: TestServer, owner: Person, other: Person): Promise<string> {
  const json = { status: `@${owner.account.username} hello`, visibility: "direct" };
  await server.json("POST", "/api/v1/statuses", { token: other.token, json });
  await server.settle();
  const list = await server.json<Made[]>("GET", "/api/v1/notifications/requests", { token: owner.token });
  return list[0]?.id ?? "";
}

async function list(server: TestServer, owner: Person): Promise<string> {
  const call = { token: owner.token, form: { title: "Friends" } };
  return (await server.json<Made>("POST", "/api/v1/lists", call)).id;
}

async function scheduled(server: TestServer, owner: Person): Promise<string> {
  const at = new Date(server.clock.now().getTime() + 3_600_000);
  const call = { token: owner.token, form: { status: "later", scheduled_at: at.toISOString() } };
  return (await server.json<Made>("POST", "/api/v1/statuses", call)).id;
}

/** Of the owner with a third person, who wrote to them. */
async function conversation(server: TestServer, owner: Person): Promise<string> {
  const third = await server.person("third");
  const json = { status: `@${owner.account.username} hello`, visibility: "direct" };
  await server.json("POST", `/api/v1/accounts/${third.account.id}/follow`, { token: owner.token });
  await server.json("POST", "/api/v1/statuses", { token: third.token, json });
  await server.settle();
  const found = await server.json<Made[]>("GET", "/api/v1/conversations", { token: owner.token });
  return found[0]?.id ?? "";
}

async function upload(server: TestServer, owner: Person): Promise<string> {
  const parts = new FormData();
  parts.set("file", new Blob([pngOf({ width: 4, height: 4 })]), "a.png");
  return (await server.json<Made>("POST", "/api/v2/media", { token: owner.token, parts })).id;
}

interface MadeFilter extends Made {
  readonly keywords: readonly Made[];
}

async function filter(server: TestServer, owner: Person): Promise<MadeFilter> {
  const json = { title: "x", context: ["home"], keywords_attributes: [{ keyword: "x" }] };
  return server.json<MadeFilter>("POST", "/api/v2/filters", { token: owner.token, json });
}

async function filterKeyword(server: TestServer, owner: Person): Promise<string> {
  return (await filter(server, owner)).keywords[0]?.id ?? "";
}

async function filterStatus(server: TestServer, owner: Person): Promise<string> {
  const json = { status_id: await privateStatus(server, owner) };
  const path = `/api/v2/filters/${(await filter(server, owner)).id}/statuses`;
  return (await server.json<Made>("POST", path, { token: owner.token, json })).id;
}

/** By how the addresses of such things begin: tests ask each operation for them. */
export const secrets: Readonly<Record<string, Maker>> = {
  "/api/v1/conversations/": conversation,
  "/api/v1/featured_tags/": featuredTag,
  "/api/v1/filters/": filterKeyword,
  "/api/v1/lists/": list,
  "/api/v1/media/": upload,
  "/api/v1/notifications/": (server, owner, other) => tellNews(server, [owner, other], { type: "follow" }),
  "/api/v1/notifications/requests/": request,
  "/api/v1/pleroma/statuses/": (server, owner) => privateStatus(server, owner),
  "/api/v1/polls/": privatePoll,
  "/api/v1/scheduled_statuses/": scheduled,
  "/api/v1/statuses/": (server, owner) => privateStatus(server, owner),
  "/api/v1/timelines/list/": list,
  "/api/v2/filters/": async (server, owner) => (await filter(server, owner)).id,
  "/api/v2/filters/keywords/": filterKeyword,
  "/api/v2/filters/statuses/": filterStatus,
};

/** Nothing at these addresses is anybody's secret. */
export const open: readonly string[] = [
  "/api/v1/accounts/",
  "/api/v1/follow_requests/",
  "/api/v1/instance/terms_of_service/",
  "/api/v1/tags/",
  "/api/v1/timelines/tag/",
  // A key names a group of one's own alone, and none where one has no such group.
  "/api/v2/notifications/",
];
