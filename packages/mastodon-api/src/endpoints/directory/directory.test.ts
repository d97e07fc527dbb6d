import { expect, test } from "vitest";
import type { AccountEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

const path = "/api/v1/directory";

async function world() {
  const server = testServer();
  const person = async (name: string, discoverable: boolean) => {
    const made = await server.person(name);
    await server.social.accounts.change(made.account.id, { discoverable });
    return made;
  };
  const [ana, ben] = [await person("ana", true), await person("ben", true)];
  await person("hidden", false);
  const list = async (query = "", token?: string) => {
    const accounts = await server.json<AccountEntity[]>(
      "GET",
      `${path}${query}`,
      token === undefined ? {} : { token },
    );
    return accounts.map(({ username }) => username);
  };
  return { server, ana, ben, list };
}

test("GET /api/v1/directory lists those who ask to be found, by their last post or newest first (S-159)", async () => {
  const { server, ana, list } = await world();
  expect(await list()).toEqual(["ben", "ana"]);
  await server.json("POST", "/api/v1/statuses", { token: ana.token, form: { status: "hello" } });
  expect(await list()).toEqual(["ana", "ben"]);
  expect(await list("?order=new&local=true")).toEqual(["ben", "ana"]);
  expect(await list("?limit=1&offset=1")).toEqual(["ben"]);
  expect((await server.call("GET", `${path}?order=best`)).status).toBe(422);
});

test("the directory is without those whom the viewer blocks, and who block them (S-050)", async () => {
  const { server, ana, ben, list } = await world();
  await server.json("POST", `/api/v1/accounts/${ben.account.id}/block`, { token: ana.token });
  expect(await list("", ana.token)).toEqual(["ana"]);
  expect(await list("", ben.token)).toEqual(["ben"]);
});

test("GET /api/v1/domain_blocks/preview counts the follows that a block of a server would end", async () => {
  const { server, ana, ben } = await world();
  const id = server.storage.ids.next<"account">();
  const uri = "https://there.example/users/x" as typeof ben.account.uri; // an address as another server's
  const remote = { ...ben.account, id, uri, username: "x", domain: "there.example" };
  await server.storage.transact((work) => work.accounts.add(remote));
  await server.json("POST", `/api/v1/accounts/${id}/follow`, { token: ana.token });
  await server.storage.transact((work) => work.follows.accept(ana.account.id, id));
  const preview = (domain: string) =>
    server.call("GET", `/api/v1/domain_blocks/preview?domain=${domain}`, { token: ana.token });
  expect(await (await preview("There.example")).json()).toEqual({ following_count: 1, followers_count: 0 });
  expect((await preview("social.test")).status).toBe(422);
  expect((await server.call("GET", "/api/v1/domain_blocks/preview", { token: ana.token })).status).toBe(400);
});
