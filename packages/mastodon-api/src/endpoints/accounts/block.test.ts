import { beforeEach, expect, test } from "vitest";
import type { AccountEntity, MutedAccountEntity, RelationshipEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

function act(verb: string, form: Readonly<Record<string, string>> = {}): Promise<RelationshipEntity> {
  const path = `/api/v1/accounts/${ben.account.id}/${verb}`;
  return server.json("POST", path, { token: ana.token, form });
}

test("POST /api/v1/accounts/:id/block and POST /api/v1/accounts/:id/unblock answer what is so now, and GET /api/v1/blocks tells whom", async () => {
  await act("follow");
  expect(await act("block")).toMatchObject({ blocking: true, following: false, muting: false });
  const list = await server.json<AccountEntity[]>("GET", "/api/v1/blocks", { token: ana.token });
  expect(list.map(({ acct }) => acct)).toEqual(["ben"]);
  const path = `/api/v1/accounts/relationships?id[]=${ana.account.id}`;
  const [theirs] = await server.json<RelationshipEntity[]>("GET", path, { token: ben.token });
  expect(theirs).toMatchObject({ blocking: false, blocked_by: true });
  expect(await act("unblock")).toMatchObject({ blocking: false });
  expect(await server.json("GET", "/api/v1/blocks", { token: ana.token })).toEqual([]);
});

test("oneself is not blocked, nor muted, and nobody is not found", async () => {
  const own = `/api/v1/accounts/${ana.account.id}`;
  for (const verb of ["block", "mute"]) {
    expect((await server.call("POST", `${own}/${verb}`, { token: ana.token })).status).toBe(403);
    const nobody = await server.call("POST", `/api/v1/accounts/1/${verb}`, { token: ana.token });
    expect(nobody.status).toBe(404);
  }
});

test("POST /api/v1/accounts/:id/mute takes a duration and says whether news are hidden too, GET /api/v1/mutes tells until when, POST /api/v1/accounts/:id/unmute ends it", async () => {
  expect(await act("mute")).toMatchObject({
    muting: true,
    muting_notifications: true,
    muting_expires_at: null,
  });
  const timed = await act("mute", { notifications: "false", duration: "3600" });
  expect(timed).toMatchObject({
    muting: true,
    muting_notifications: false,
    muting_expires_at: "2026-03-01T13:00:00.000Z",
  });
  const list = await server.json<MutedAccountEntity[]>("GET", "/api/v1/mutes", { token: ana.token });
  expect(list).toMatchObject([{ acct: "ben", mute_expires_at: "2026-03-01T13:00:00.000Z" }]);
  expect(await act("unmute")).toMatchObject({ muting: false, muting_notifications: false });
  const refused = await server.call("POST", `/api/v1/accounts/${ben.account.id}/mute`, {
    token: ana.token,
    form: { duration: "-5" },
  });
  expect(refused.status).toBe(422);
});

test("POST /api/v1/domain_blocks blocks a server, GET /api/v1/domain_blocks lists it, DELETE /api/v1/domain_blocks lets it come again", async () => {
  const call = (method: string, domain: string) =>
    server.call(method, "/api/v1/domain_blocks", { token: ana.token, form: { domain } });
  const made = await call("POST", "BAD.example");
  expect([made.status, await made.json()]).toEqual([200, {}]);
  expect(await server.json("GET", "/api/v1/domain_blocks", { token: ana.token })).toEqual(["bad.example"]);
  expect((await call("POST", "no domain")).status).toBe(422);
  expect((await call("POST", "")).status).toBe(422);
  expect((await call("DELETE", "bad.example")).status).toBe(200);
  expect(await server.json("GET", "/api/v1/domain_blocks", { token: ana.token })).toEqual([]);
});
