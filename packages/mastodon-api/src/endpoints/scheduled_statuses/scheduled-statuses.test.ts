import { after, hours, minutes } from "@trunkline/social";
import { expect, test } from "vitest";
import type { ScheduledStatusEntity, StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

async function world() {
  const server = testServer();
  const ana = await server.person("ana");
  const { token } = ana;
  const at = (span: number) => after(server.clock.now(), span).toISOString();
  const schedule = (form: Readonly<Record<string, string>>) =>
    server.json<ScheduledStatusEntity>("POST", "/api/v1/statuses", { token, form });
  return { server, ana, token, at, schedule };
}

const list = "/api/v1/scheduled_statuses";

test("POST /api/v1/statuses with a time ahead answers a ScheduledStatus with the request as it was accepted", async () => {
  const { at, schedule } = await world();
  const scheduled_at = at(hours(1));
  const made = await schedule({ status: "Later", scheduled_at, visibility: "private", language: "en" });
  expect(made).toEqual({
    id: expect.stringMatching(/^\d+$/),
    scheduled_at,
    params: {
      text: "Later",
      poll: null,
      media_ids: null,
      sensitive: false,
      spoiler_text: "",
      visibility: "private",
      in_reply_to_id: null,
      quoted_status_id: null,
      application_id: expect.stringMatching(/^\d+$/),
      quote_approval_policy: null,
      language: "en",
      scheduled_at: null,
      idempotency: null,
      with_rate_limit: false,
    },
    media_attachments: [],
  });
});

test("POST /api/v1/statuses with a time that is less than five minutes ahead posts at once, as Mastodon does", async () => {
  const { server, token, at } = await world();
  const form = { status: "Now", scheduled_at: at(minutes(4)) };
  const posted = await server.json<StatusEntity>("POST", "/api/v1/statuses", { token, form });
  expect(posted.content).toBe("<p>Now</p>");
  for (const scheduled_at of ["soon", "-1", "99999-01-01T00:00:00Z"]) {
    const refused = await server.call("POST", "/api/v1/statuses", { token, form: { ...form, scheduled_at } });
    expect(refused.status).toBe(422);
  }
});

test("GET /api/v1/scheduled_statuses lists what waits by pages", async () => {
  const { server, token, at, schedule } = await world();
  const ids = [];
  for (const text of ["one", "two", "three"])
    ids.unshift((await schedule({ status: text, scheduled_at: at(hours(1)) })).id);
  const answer = await server.call("GET", `${list}?limit=2`, { token });
  const first = (await answer.json()) as ScheduledStatusEntity[]; // checked against its schema by the router in tests
  expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(answer.headers.get("Link")).toContain(`max_id=${ids[1]}`);
  const rest = await server.json<ScheduledStatusEntity[]>("GET", `${list}?max_id=${ids[1]}`, { token });
  expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
});

test("GET /api/v1/scheduled_statuses/:id shows, PUT /api/v1/scheduled_statuses/:id moves, and DELETE /api/v1/scheduled_statuses/:id cancels", async () => {
  const { server, token, at, schedule } = await world();
  const made = await schedule({ status: "Later", scheduled_at: at(hours(1)) });
  const path = `${list}/${made.id}`;
  expect(await server.json("GET", path, { token })).toEqual(made);
  const scheduled_at = at(hours(2));
  expect(await server.json("PUT", path, { token, form: { scheduled_at } })).toEqual({
    ...made,
    scheduled_at,
  });
  const tooSoon = await server.call("PUT", path, { token, form: { scheduled_at: at(minutes(1)) } });
  expect(tooSoon.status).toBe(422);
  expect(await server.json("DELETE", path, { token })).toEqual({});
  const answers = [];
  for (const method of ["GET", "DELETE"]) answers.push((await server.call(method, path, { token })).status);
  answers.push((await server.call("PUT", path, { token, form: { scheduled_at } })).status);
  expect(answers).toEqual([404, 404, 404]);
});

test("PUT /api/v1/scheduled_statuses/:id, GET and DELETE of somebody else's answer 404 (S-084)", async () => {
  const { server, at, schedule } = await world();
  const { id } = await schedule({ status: "Mine", scheduled_at: at(hours(1)) });
  const { token } = await server.person("ben");
  const form = { scheduled_at: at(hours(2)) };
  const answers = [];
  for (const method of ["GET", "PUT", "DELETE"])
    answers.push(
      (await server.call(method, `${list}/${id}`, { token, ...(method === "PUT" ? { form } : {}) })).status,
    );
  expect(answers).toEqual([404, 404, 404]);
});
