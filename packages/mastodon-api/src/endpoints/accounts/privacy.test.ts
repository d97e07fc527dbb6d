import { expect, test } from "vitest";
import { testServer } from "../../testing/server.ts";

test("nobody learns another's address of mail, requests or blocks (S-156)", async () => {
  const server = testServer();
  const [ana, ben] = [await server.person("ana"), await server.person("ben")];
  await server.social.blocks.block(ana.account.id, ben.account.id);
  for (const token of [ben.token, ana.token]) {
    const body = await server.json("GET", `/api/v1/accounts/${ana.account.id}`, { token });
    expect(JSON.stringify(body)).not.toContain(ana.user.email);
    expect(Object.keys(body as object).filter((name) => /mail|ip$|sign_in|login/.test(name))).toEqual([]);
  }
  expect(await server.json("GET", "/api/v1/blocks", { token: ben.token })).toEqual([]);
  expect(await server.json("GET", "/api/v1/follow_requests", { token: ben.token })).toEqual([]);
  const [relationship] = await server.json<{ readonly blocked_by: boolean }[]>(
    "GET",
    `/api/v1/accounts/relationships?id[]=${ana.account.id}`,
    { token: ben.token },
  );
  expect(relationship).toMatchObject({ blocking: false, requested_by: false });
});
