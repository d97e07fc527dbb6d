import { toId } from "@trunkline/social";
import { expect, test } from "vitest";
import { testServer } from "../testing/server.ts";
import { createStreaming } from "./streaming.ts";

const tagged = "a word about #tides";

test.each([
  ["GET /api/v1/streaming/public", "", true],
  ["GET /api/v1/streaming/public", "?only_media=true", false],
  ["GET /api/v1/streaming/public/local", "", true],
  ["GET /api/v1/streaming/public/remote", "", false],
  ["GET /api/v1/streaming/hashtag", "?tag=Tides", true],
  ["GET /api/v1/streaming/hashtag", "?tag=other", false],
  ["GET /api/v1/streaming/hashtag/local", "?tag=tides", true],
] as const)("%s%s sends a local post with a hashtag, or does not: %s", async (row, query, isHeard) => {
  const server = testServer();
  const [ana, ben] = [await server.person("ana"), await server.person("ben")];
  const streaming = createStreaming(server.social, { clock: server.clock, every: () => () => undefined });
  const headers = { Authorization: `Bearer ${ana.token}` };
  const url = `https://social.test${row.replace("GET ", "")}${query}`;
  const response = await streaming.sse(new Request(url, { headers }), "192.0.2.1");
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const call = { token: ben.token, json: { status: tagged } };
  const { id } = await server.json<{ id: string }>("POST", "/api/v1/statuses", call);
  server.announce({ type: "status.posted", status: toId(id) });
  for (let turn = 0; turn < 40; turn += 1) await new Promise((done) => void setImmediate(done));
  streaming.close();
  const said = await response.text();
  expect(said.includes("event: update\ndata: {")).toBe(isHeard);
});
