import { expect, test } from "vitest";
import { testServer } from "../../testing/server.ts";

const path = "/api/v1/markers";

test("POST /api/v1/markers remembers how far one has read, and GET /api/v1/markers tells of what is asked for", async () => {
  const server = testServer();
  const [ana, ben] = [await server.person("ana"), await server.person("ben")];
  const { token } = ana;
  const updated_at = server.clock.now().toISOString();
  const first = await server.json("POST", path, { token, json: { home: { last_read_id: "103" } } });
  expect(first).toEqual({ home: { last_read_id: "103", version: 1, updated_at } });
  await server.json("POST", path, { token, form: { "home[last_read_id]": "105" } });
  await server.json("POST", path, { token, form: { "notifications[last_read_id]": "7" } });
  const both = await server.json("GET", `${path}?timeline[]=home&timeline[]=notifications`, { token });
  expect(both).toEqual({
    home: { last_read_id: "105", version: 2, updated_at },
    notifications: { last_read_id: "7", version: 1, updated_at },
  });
  expect(await server.json("GET", `${path}?timeline[]=notifications`, { token })).not.toHaveProperty("home");
  expect(await server.json("GET", path, { token })).toEqual({});
  expect(await server.json("GET", `${path}?timeline[]=home`, { token: ben.token })).toEqual({});
});

test("a marker that two apps set in one moment is taken from one of them, and the other is told 409", async () => {
  const server = testServer();
  const { token } = await server.person("ana");
  const set = (id: string) =>
    server.call("POST", path, {
      token,
      json: { home: { last_read_id: id }, notifications: { last_read_id: id } },
    });
  await set("1");
  const answers = await Promise.all([set("2"), set("3")]);
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(await refused?.json()).toEqual({ error: "Conflict during update, please try again" });
  const { home, notifications } = await server.json<
    Record<string, { last_read_id: string; version: number }>
  >("GET", `${path}?timeline[]=home&timeline[]=notifications`, { token });
  expect([home?.version, notifications?.version]).toEqual([2, 2]);
  expect(home?.last_read_id).toBe(notifications?.last_read_id);
});

test.each(["x", "-1", "1.5", ""])("a marker at %j is refused, and nothing changes", async (id) => {
  const server = testServer();
  const { token } = await server.person("ana");
  const refused = await server.call("POST", path, { token, json: { home: { last_read_id: id } } });
  expect(refused.status).toBe(422);
  expect(await server.json("GET", `${path}?timeline[]=home`, { token })).toEqual({});
});
