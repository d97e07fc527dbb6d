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

/** By how the addresses of such things begin: tests ask each operation for them. */
export const secrets: Readonly<Record<string, Maker>> = {
  "/api/v1/featured_tags/": featuredTag,
  "/api/v1/notifications/": (server, owner, other) => tellNews(server, [owner, other], { type: "follow" }),
  "/api/v1/notifications/requests/": request,
  "/api/v1/pleroma/statuses/": (server, owner) => privateStatus(server, owner),
  "/api/v1/polls/": privatePoll,
  "/api/v1/statuses/": (server, owner) => privateStatus(server, owner),
};

/** Nothing at these addresses is anybody's secret. */
export const open: readonly string[] = [
  "/api/v1/accounts/",
  "/api/v1/follow_requests/",
  "/api/v1/tags/",
  "/api/v1/timelines/tag/",
  // A key names a group of one's own alone, and none where one has no such group.
  "/api/v2/notifications/",
];
