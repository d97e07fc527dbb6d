import { beforeEach, expect, test } from "vitest";
import type { PollEntity, StatusEditEntity, StatusEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

const lunch = { options: ["Soup", "Salad"], expires_in: 3600 };

async function ask(poll: object = {}): Promise<StatusEntity> {
  const json = { status: "Lunch?", poll: { ...lunch, ...poll } };
  return server.json("POST", "/api/v1/statuses", { token: ana.token, json });
}

function vote(id: string, ...choices: readonly unknown[]): Promise<Response> {
  return server.call("POST", `/api/v1/polls/${id}/votes`, { token: ben.token, json: { choices } });
}

test("POST /api/v1/statuses posts a poll, POST /api/v1/polls/:id/votes answers it, GET /api/v1/polls/:id shows it to a stranger", async () => {
  const { poll } = await ask();
  expect(poll).toEqual({
    id: poll?.id,
    expires_at: "2026-03-01T13:00:00.000Z",
    expired: false,
    multiple: false,
    votes_count: 0,
    voters_count: 0,
    options: [
      { title: "Soup", votes_count: 0 },
      { title: "Salad", votes_count: 0 },
    ],
    emojis: [],
    voted: true,
    own_votes: [],
  });
  const voted = await vote(poll?.id ?? "", "1");
  expect([voted.status, await voted.json()]).toEqual([
    200,
    {
      ...poll,
      votes_count: 1,
      voters_count: 1,
      options: [poll?.options[0], { title: "Salad", votes_count: 1 }],
      own_votes: [1],
    },
  ]);
  const stranger = await server.json<PollEntity>("GET", `/api/v1/polls/${poll?.id}`);
  expect(stranger.votes_count).toBe(1);
  expect(stranger).not.toHaveProperty("voted");
});

test("a form carries a poll as well as JSON does", async () => {
  const response = await server.call("POST", "/api/v1/statuses", {
    token: ana.token,
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    form: {
      status: "Lunch?",
      "poll[options][0]": "Soup",
      "poll[options][1]": "Salad",
      "poll[expires_in]": "300",
      "poll[multiple]": "true",
      "poll[hide_totals]": "1",
    },
  });
  const { poll } = (await response.json()) as StatusEntity; // a reply that was checked by its schema
  expect(poll).toMatchObject({ multiple: true, options: [{ votes_count: null }, { votes_count: null }] });
  server.clock.advance(300_000);
  expect(await server.json("GET", `/api/v1/polls/${poll?.id}`)).toMatchObject({
    expired: true,
    options: [{ votes_count: 0 }, { votes_count: 0 }],
  });
});

test("a vote that does not count is refused, and a poll that is none is not found", async () => {
  const { poll, id } = await ask();
  expect((await vote(poll?.id ?? "", 0)).status).toBe(200);
  const again = await vote(poll?.id ?? "", 1);
  expect([again.status, await again.json()]).toEqual([
    422,
    { error: "Validation failed: You have already voted on this poll" },
  ]);
  for (const choices of [["x"], [7], []]) expect((await vote(id, ...choices)).status).toBe(422);
  const plain = await server.json<StatusEntity>("POST", "/api/v1/statuses", {
    token: ana.token,
    json: { status: "no question" },
  });
  expect((await vote(plain.id, 0)).status).toBe(404);
  expect((await server.call("GET", `/api/v1/polls/${plain.id}`)).status).toBe(404);
});

test("a poll that breaks a rule is refused by name", async () => {
  const json = { status: "Lunch?", poll: { options: ["only one"], expires_in: 3600 } };
  const response = await server.call("POST", "/api/v1/statuses", { token: ana.token, json });
  expect([response.status, await response.json()]).toEqual([
    422,
    { error: "Validation failed: A poll needs at least two options." },
  ]);
});

test("the history tells what a status asked", async () => {
  const { id } = await ask();
  const json = { status: "Dinner?", poll: { ...lunch, options: ["Bread", "Wine"] } };
  server.clock.advance(1000);
  expect((await server.call("PUT", `/api/v1/statuses/${id}`, { token: ana.token, json })).status).toBe(200);
  const history = await server.json<StatusEditEntity[]>("GET", `/api/v1/statuses/${id}/history`);
  expect(history.map(({ poll }) => poll?.options.map(({ title }) => title))).toEqual([
    ["Soup", "Salad"],
    ["Bread", "Wine"],
  ]);
});
