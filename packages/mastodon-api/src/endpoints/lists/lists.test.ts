import { beforeEach, expect, test } from "vitest";
import type { AccountEntity, ListEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
  await server.social.follows.follow(ana.account.id, ben.account.id, {});
});

const make = (form: Readonly<Record<string, string>>): Promise<ListEntity> =>
  server.json("POST", "/api/v1/lists", { token: ana.token, form });

/** The status of a call by Ana, and what is in its body. */
async function answer(method: string, path: string, form?: Readonly<Record<string, string>>) {
  const response = await server.call(method, path, { token: ana.token, ...(form && { form }) });
  return [response.status, await response.json()];
}

test("POST /api/v1/lists makes a list that only its owner sees", async () => {
  const made = await make({ title: "Friends", replies_policy: "none", exclusive: "true" });
  expect(made).toEqual({ id: made.id, title: "Friends", replies_policy: "none", exclusive: true });
  expect(await make({ title: "Plain" })).toMatchObject({ replies_policy: "list", exclusive: false });
  const foreign = await server.call("GET", `/api/v1/lists/${made.id}`, { token: ben.token });
  expect([foreign.status, await foreign.json()]).toEqual([404, { error: "Record not found" }]);
  const wrong = { title: "x", replies_policy: "all" };
  expect(await answer("POST", "/api/v1/lists", wrong)).toEqual([
    422,
    { error: "Validation failed: Replies policy is not included in the list" },
  ]);
  expect((await answer("POST", "/api/v1/lists", { title: "" }))[0]).toBe(422);
  expect((await answer("POST", "/api/v1/lists", { title: "x".repeat(257) }))[0]).toBe(422);
});

test("GET /api/v1/lists has all of one's own, GET /api/v1/lists/:id one of them", async () => {
  const made = [await make({ title: "One" }), await make({ title: "Two" })];
  expect(await server.json("GET", "/api/v1/lists", { token: ana.token })).toEqual(made);
  expect(await server.json("GET", "/api/v1/lists", { token: ben.token })).toEqual([]);
  expect(await answer("GET", `/api/v1/lists/${made[1]?.id ?? ""}`)).toEqual([200, made[1]]);
  expect(await answer("GET", "/api/v1/lists/1")).toEqual([404, { error: "Record not found" }]);
  expect((await server.call("GET", "/api/v1/lists")).status).toBe(401);
  const narrow = await server.token(ana.user, ["read:statuses"]);
  expect((await server.call("GET", "/api/v1/lists", { token: narrow })).status).toBe(403);
});

test("PUT /api/v1/lists/:id changes what is given, DELETE /api/v1/lists/:id removes", async () => {
  const { id } = await make({ title: "One" });
  const path = `/api/v1/lists/${id}`;
  const changed = { id, title: "Other", replies_policy: "followed", exclusive: false };
  expect(await answer("PUT", path, { title: "Other", replies_policy: "followed" })).toEqual([200, changed]);
  expect(await answer("PUT", path, { exclusive: "1" })).toEqual([200, { ...changed, exclusive: true }]);
  expect((await answer("PUT", path, { title: " " }))[0]).toBe(422);
  const foreign = await server.call("PUT", path, { token: ben.token, form: { title: "Mine" } });
  expect(foreign.status).toBe(404);
  expect((await server.call("DELETE", path, { token: ben.token })).status).toBe(404);
  expect(await answer("DELETE", path)).toEqual([200, {}]);
  expect((await answer("DELETE", path))[0]).toBe(404);
});

test("POST /api/v1/lists/:id/accounts takes in whom one follows, all or none", async () => {
  const { id } = await make({ title: "One" });
  const path = `/api/v1/lists/${id}/accounts`;
  const cleo = await server.person("cleo");
  const both = { "account_ids[0]": ben.account.id, "account_ids[1]": cleo.account.id };
  expect(await answer("POST", path, both)).toEqual([
    422,
    { error: "Validation failed: Account must be a followed account" },
  ]);
  expect(await answer("POST", path, { "account_ids[]": "1" })).toEqual([404, { error: "Record not found" }]);
  expect(await answer("POST", path, { "account_ids[]": "x" })).toEqual([404, { error: "Record not found" }]);
  expect((await answer("POST", path, {}))[0]).toBe(422);
  expect(await answer("POST", path, { "account_ids[]": ben.account.id })).toEqual([200, {}]);
  expect(await answer("POST", path, { "account_ids[]": ben.account.id })).toEqual([
    422,
    { error: "Validation failed: Account has already been taken" },
  ]);
  const foreign = { token: ben.token, form: { "account_ids[]": ana.account.id } };
  expect((await server.call("POST", path, foreign)).status).toBe(404);
});

test("GET /api/v1/lists/:id/accounts pages by the membership, and has all with limit=0", async () => {
  const { id } = await make({ title: "One" });
  const path = `/api/v1/lists/${id}/accounts`;
  const cleo = await server.person("cleo");
  await server.social.follows.follow(ana.account.id, cleo.account.id, {});
  for (const { account } of [cleo, ben, ana]) await answer("POST", path, { "account_ids[]": account.id });
  const first = await server.call("GET", `${path}?limit=2`, { token: ana.token });
  const names = (await first.json()) as AccountEntity[]; // the router checked it
  expect(names.map(({ acct }) => acct)).toEqual(["ana", "ben"]);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1];
  const rest = await server.json<AccountEntity[]>("GET", next ?? "", { token: ana.token });
  expect(rest.map(({ acct }) => acct)).toEqual(["cleo"]);
  const all = await server.json<AccountEntity[]>("GET", `${path}?limit=0`, { token: ana.token });
  expect(all.map(({ acct }) => acct)).toEqual(["ana", "ben", "cleo"]);
  expect((await server.call("GET", path, { token: ben.token })).status).toBe(404);
});

test("DELETE /api/v1/lists/:id/accounts takes out, by body or by address", async () => {
  const { id } = await make({ title: "One" });
  const path = `/api/v1/lists/${id}/accounts`;
  const ids = { "account_ids[0]": ben.account.id, "account_ids[1]": ana.account.id };
  await answer("POST", path, ids);
  expect(await answer("DELETE", `${path}?account_ids[]=${ben.account.id}`)).toEqual([200, {}]);
  const left = await server.json<AccountEntity[]>("GET", path, { token: ana.token });
  expect(left.map(({ acct }) => acct)).toEqual(["ana"]);
  expect(await answer("DELETE", path, ids)).toEqual([200, {}]);
  expect(await server.json("GET", path, { token: ana.token })).toEqual([]);
});

test("GET /api/v1/accounts/:id/lists has those of one's lists that hold the account", async () => {
  const [one] = [await make({ title: "One" }), await make({ title: "Two" })];
  await answer("POST", `/api/v1/lists/${one.id}/accounts`, { "account_ids[]": ben.account.id });
  const path = `/api/v1/accounts/${ben.account.id}/lists`;
  expect(await answer("GET", path)).toEqual([200, [one]]);
  expect(await server.json("GET", path, { token: ben.token })).toEqual([]);
  expect((await answer("GET", "/api/v1/accounts/1/lists"))[0]).toBe(404);
});

test("a member who is gone is not shown any more", async () => {
  const { id } = await make({ title: "One" });
  await answer("POST", `/api/v1/lists/${id}/accounts`, { "account_ids[]": ben.account.id });
  await server.social.signIn.deleteUser(ben.account.id);
  const listed = await server.json("GET", `/api/v1/lists/${id}/accounts`, { token: ana.token });
  expect(listed).toEqual([]);
});
