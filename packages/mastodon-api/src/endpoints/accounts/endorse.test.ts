import { expect, test } from "vitest";
import type { AccountEntity, RelationshipEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

async function world() {
  const server = testServer();
  const [ana, ben, cy] = [await server.person("ana"), await server.person("ben"), await server.person("cy")];
  const { token } = ana;
  const post = (path: string, form: Record<string, string> = {}) =>
    server.json<RelationshipEntity>("POST", path, { token, form });
  const follow = async (follower: typeof ana, followed: typeof ana) =>
    server.json("POST", `/api/v1/accounts/${followed.account.id}/follow`, { token: follower.token });
  return { server, ana, ben, cy, token, post, follow };
}

const names = (accounts: readonly AccountEntity[]): string[] => accounts.map(({ username }) => username);

test("POST /api/v1/accounts/:id/note keeps a text that its writer alone reads", async () => {
  const { server, ben, cy, token, post } = await world();
  const path = `/api/v1/accounts/${ben.account.id}/note`;
  expect(await post(path, { comment: "met in Riga" })).toMatchObject({ note: "met in Riga" });
  const ask = (as: string) =>
    server.json<RelationshipEntity[]>("GET", `/api/v1/accounts/relationships?id[]=${ben.account.id}`, {
      token: as,
    });
  expect((await ask(token))[0]?.note).toBe("met in Riga");
  expect((await ask(cy.token))[0]?.note).toBe("");
  const tooLong = await server.call("POST", path, { token, form: { comment: "x".repeat(2001) } });
  expect(tooLong.status).toBe(422);
  expect((await ask(token))[0]?.note).toBe("met in Riga");
  expect(await post(path)).toMatchObject({ note: "" });
  expect((await server.call("POST", "/api/v1/accounts/999/note", { token })).status).toBe(404);
  expect((await server.call("POST", path, {})).status).toBe(401);
  const reading = await server.token(ben.user, ["read"]);
  expect((await server.call("POST", path, { token: reading })).status).toBe(403);
});

test("POST /api/v1/accounts/:id/endorse shows whom one follows, and refuses anybody else", async () => {
  const { server, ana, ben, token, post, follow } = await world();
  const path = `/api/v1/accounts/${ben.account.id}/endorse`;
  expect((await server.call("POST", path, { token })).status).toBe(422);
  await follow(ana, ben);
  expect(await post(path)).toMatchObject({ endorsed: true });
  expect(await post(path)).toMatchObject({ endorsed: true });
  expect(names(await server.json("GET", "/api/v1/endorsements", { token }))).toEqual(["ben"]);
});

test("GET /api/v1/endorsements and GET /api/v1/accounts/:id/endorsements list the last endorsed first, by pages", async () => {
  const { server, ana, ben, cy, token, post, follow } = await world();
  for (const other of [ben, cy]) {
    await follow(ana, other);
    await post(`/api/v1/accounts/${other.account.id}/endorse`);
  }
  const path = `/api/v1/accounts/${ana.account.id}/endorsements`;
  expect(names(await server.json("GET", path))).toEqual(["cy", "ben"]);
  expect(names(await server.json("GET", "/api/v1/endorsements", { token }))).toEqual(["cy", "ben"]);
  const first = await server.call("GET", `${path}?limit=1`);
  expect(await first.json()).toMatchObject([{ username: "cy" }]);
  const next = /<https:\/\/social\.test([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1];
  expect(names(await server.json("GET", next ?? "/"))).toEqual(["ben"]);
});

test("POST /api/v1/accounts/:id/unendorse takes an account from the page, and unfollowing does too", async () => {
  const { server, ana, ben, token, post, follow } = await world();
  await follow(ana, ben);
  const at = (what: string) => `/api/v1/accounts/${ben.account.id}/${what}`;
  await post(at("endorse"));
  expect(await post(at("unendorse"))).toMatchObject({ endorsed: false });
  expect(await server.json("GET", "/api/v1/endorsements", { token })).toEqual([]);
});

test("POST /api/v1/accounts/:id/pin and POST /api/v1/accounts/:id/unpin are older names of the same", async () => {
  const { ana, ben, post, follow } = await world();
  await follow(ana, ben);
  expect(await post(`/api/v1/accounts/${ben.account.id}/pin`)).toMatchObject({ endorsed: true });
  expect(await post(`/api/v1/accounts/${ben.account.id}/unpin`)).toMatchObject({ endorsed: false });
});

test("GET /api/v1/accounts/familiar_followers names those whom the viewer follows too, unless they are hidden", async () => {
  const { server, ana, ben, cy, token, follow } = await world();
  await follow(ana, ben);
  await follow(ben, cy);
  const ask = () =>
    server.json<{ id: string; accounts: AccountEntity[] }[]>(
      "GET",
      `/api/v1/accounts/familiar_followers?id[]=${cy.account.id}&id[]=999`,
      { token },
    );
  const found = await ask();
  expect(found.map(({ id, accounts }) => [id, names(accounts)])).toEqual([[cy.account.id, ["ben"]]]);
  await server.social.accounts.change(cy.account.id, { hideCollections: true });
  expect((await ask())[0]?.accounts).toEqual([]);
});

test("GET /api/v1/accounts/:id/identity_proofs has none for anybody who exists", async () => {
  const { server, ben, token } = await world();
  const path = `/api/v1/accounts/${ben.account.id}/identity_proofs`;
  expect(await server.json("GET", path, { token })).toEqual([]);
  expect((await server.call("GET", path)).status).toBe(401);
  expect((await server.call("GET", "/api/v1/accounts/999/identity_proofs", { token })).status).toBe(404);
});
