import assert from "node:assert/strict";
import type {
  AccountEntity,
  NotificationEntity,
  RelationshipEntity,
  SearchEntity,
  StatusEntity,
} from "@trunkline/mastodon-api/entities";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let here: TestServer;
let there: TestServer;
let ana: Person;
let ben: Person;
let asAna: Ask;
let asBen: Ask;
let benHere: string;

beforeAll(async () => {
  [here, there] = await Promise.all([openServer(), openServer()]);
  [ana, ben] = await Promise.all([addPerson(here, "ana"), addPerson(there, "ben")]);
  asAna = caller(here, ana);
  asBen = caller(there, ben);
});

afterAll(() => Promise.all([here.stop(), there.stop()]));

type Ask = <Answer = StatusEntity>(
  request: string,
  body?: Readonly<Record<string, unknown>>,
) => Promise<Answer>;

/** Calls the API for somebody. An answer other than success throws its status. */
function caller(server: TestServer, { token }: Person): Ask {
  return async <Answer>(request: string, body?: Readonly<Record<string, unknown>>) => {
    const [method = "GET", path = "/"] = request.split(" ");
    const answer = await fetch(`${server.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return (await answer.json()) as Answer;
  };
}

/** The status of an answer that is no success; `undefined` for one that is. */
function refusal(answer: Promise<StatusEntity>): Promise<string | undefined> {
  return answer.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : undefined),
  );
}

function told(ask: Ask, type: string): Promise<NotificationEntity> {
  return until(`somebody is told of a ${type}`, async () => {
    const all = await ask<readonly NotificationEntity[]>(`GET /api/v1/notifications?types[]=${type}`);
    return all[0];
  });
}

async function inHome(text: string): Promise<StatusEntity> {
  return until(`"${text}" is in ana's home timeline`, async () => {
    const home = await asAna<readonly StatusEntity[]>("GET /api/v1/timelines/home");
    return home.find(({ content }) => content.includes(text));
  });
}

test("somebody of another server is found by handle", async () => {
  const found = await asAna<SearchEntity>(
    `GET /api/v2/search?resolve=true&type=accounts&q=@ben@${there.domain}`,
  );
  assert.equal(found.accounts[0]?.acct, `ben@${there.domain}`);
  benHere = found.accounts[0]?.id ?? "";
});

test("a follow of a locked account waits for a yes", async () => {
  await asBen("PATCH /api/v1/accounts/update_credentials", { locked: true });
  await asAna(`POST /api/v1/accounts/${benHere}/follow`);
  const request = await until(
    "the request arrives",
    async () => (await asBen<readonly AccountEntity[]>("GET /api/v1/follow_requests"))[0],
  );
  assert.equal(request.acct, `ana@${here.domain}`);
  await asBen(`POST /api/v1/follow_requests/${request.id}/authorize`);
  await until("the follow stands", async () => {
    const [relation] = await asAna<readonly RelationshipEntity[]>(
      `GET /api/v1/accounts/relationships?id[]=${benHere}`,
    );
    return relation?.following || undefined;
  });
});

test("a post arrives, and so do its reply, favourite and boost", async () => {
  const post = await asBen("POST /api/v1/statuses", {
    status: "Hello from there",
    visibility: "private",
  });
  const seen = await inHome("Hello from there");
  assert.equal(seen.visibility, "private");
  await asAna("POST /api/v1/statuses", {
    status: `@ben@${there.domain} Hello back`,
    in_reply_to_id: seen.id,
  });
  const mention = await told(asBen, "mention");
  assert.equal(mention.status?.in_reply_to_id, post.id);
  await asAna(`POST /api/v1/statuses/${seen.id}/favourite`);
  assert.equal((await told(asBen, "favourite")).status?.id, post.id);
  const open = await asBen("POST /api/v1/statuses", { status: "For everybody" });
  const openHere = await inHome("For everybody");
  await asAna(`POST /api/v1/statuses/${openHere.id}/reblog`);
  assert.equal((await told(asBen, "reblog")).status?.id, open.id);
});

test("an edit arrives, and so does a deletion", async () => {
  const post = await asBen("POST /api/v1/statuses", { status: "First version" });
  const seen = await inHome("First version");
  await asBen(`PUT /api/v1/statuses/${post.id}`, { status: "Second version" });
  await inHome("Second version");
  const history = await asAna<readonly StatusEntity[]>(`GET /api/v1/statuses/${seen.id}/history`);
  assert.equal(history.length, 2);
  await asBen(`DELETE /api/v1/statuses/${post.id}`);
  await until("it is gone", () => refusal(asAna(`GET /api/v1/statuses/${seen.id}`)));
});

test("what is direct is seen by nobody else", async () => {
  const asEve = caller(here, await addPerson(here, "eve"));
  await asBen("POST /api/v1/statuses", {
    status: `@ana@${here.domain} between us`,
    visibility: "direct",
  });
  const mention = await told(asAna, "mention");
  assert.ok(mention.status?.content.includes("between us"));
  assert.equal(await refusal(asEve(`GET /api/v1/statuses/${mention.status?.id}`)), "404");
});

test("an unfollow ends it", async () => {
  const after = await asAna<RelationshipEntity>(`POST /api/v1/accounts/${benHere}/unfollow`);
  assert.equal(after.following, false);
  await until("ben has no followers", async () => {
    const { followers_count: count } = await asBen<AccountEntity>("GET /api/v1/accounts/verify_credentials");
    return count === 0 || undefined;
  });
});
