import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, openServer } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;

beforeAll(async () => {
  server = await openServer();
  ana = await addPerson(server, "ana");
});

afterAll(() => server.stop());

async function post(status: string, visibility: string): Promise<string> {
  const answer = await fetch(`${server.origin}/api/v1/statuses`, {
    method: "POST",
    headers: { authorization: `Bearer ${ana.token}` },
    body: new URLSearchParams({ status, visibility }),
  });
  return ((await answer.json()) as { id: string }).id;
}

test("GET /api/oembed is found from a status's page, and its frame alone may be shown by other sites (S-100)", async () => {
  const page = await fetch(`${server.origin}/@ana/${await post("Hello <b>", "public")}`);
  const link = /application\/json\+oembed"\s+title="ana"\s+href="([^"]+)"/.exec(await page.text())?.[1];
  assert.match(page.headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/);
  assert.equal(page.headers.get("x-frame-options"), "DENY");
  const shown = (await (await fetch(link ?? "")).json()) as { html: string };
  const frame = await fetch(/src="([^"]+)"/.exec(shown.html)?.[1] ?? "");
  assert.equal(frame.status, 200);
  assert.match(frame.headers.get("content-security-policy") ?? "", /frame-ancestors https: http:/);
  assert.match(frame.headers.get("content-security-policy") ?? "", /form-action 'none'/);
  assert.equal(frame.headers.get("x-frame-options"), null);
  const text = await frame.text();
  assert.ok(text.includes("Hello &lt;b&gt;") && !/<script|<form/.test(text));
});

test("the frame of a status that is not for everybody is not there (S-085)", async () => {
  const answer = await fetch(`${server.origin}/@ana/${await post("Psst", "private")}/embed`, {
    headers: { authorization: `Bearer ${ana.token}` },
  });
  assert.equal(answer.status, 404);
  assert.equal(answer.headers.get("x-frame-options"), "DENY");
});
