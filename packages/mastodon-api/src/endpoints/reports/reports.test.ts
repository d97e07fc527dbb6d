import { beforeEach, expect, test } from "vitest";
import type { ReportEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

test("POST /api/v1/reports names an account, its statuses and what is wrong, and answers what was kept", async () => {
  const post = { token: ben.token, json: { status: "buy this" } };
  const { id } = await server.json<{ id: string }>("POST", "/api/v1/statuses", post);
  const json = {
    account_id: ben.account.id,
    status_ids: [id],
    comment: "spam!",
    category: "spam",
    forward: true,
  };
  const made = await server.json<ReportEntity>("POST", "/api/v1/reports", { token: ana.token, json });
  expect(made).toMatchObject({
    action_taken: false,
    action_taken_at: null,
    category: "spam",
    comment: "spam!",
    forwarded: false,
    status_ids: [id],
    target_account: { acct: "ben" },
  });
  const { items } = await server.social.reports.list({ isResolved: false, target: undefined }, { limit: 9 });
  expect(items.map(({ report }) => report.id)).toEqual([made.id]);
});

test("S-047: what makes no sense is refused, and nothing is kept", async () => {
  const own = await server.json<{ id: string }>("POST", "/api/v1/statuses", {
    token: ana.token,
    json: { status: "mine" },
  });
  const cases: readonly (readonly [object, number])[] = [
    [{ account_id: ana.account.id }, 422],
    [{ account_id: "1" }, 404],
    [{ account_id: ben.account.id, status_ids: [own.id] }, 404],
    [{ account_id: ben.account.id, comment: "x".repeat(1001) }, 422],
    [{ account_id: ben.account.id, category: "boring" }, 422],
    [{ account_id: ben.account.id, rule_ids: ["1"] }, 422],
    [{}, 404],
  ];
  for (const [json, status] of cases) {
    expect((await server.call("POST", "/api/v1/reports", { token: ana.token, json })).status).toBe(status);
  }
  const { items } = await server.social.reports.list(
    { isResolved: undefined, target: undefined },
    { limit: 9 },
  );
  expect(items).toEqual([]);
});
