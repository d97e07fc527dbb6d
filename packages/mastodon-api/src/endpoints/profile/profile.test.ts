import { pngOf } from "@trunkline/social/memory";
import { expect, test } from "vitest";
import type { CredentialAccountEntity } from "../../entities/account.ts";
import type { ProfileEntity } from "../../entities/profile.ts";
import { testServer } from "../../testing/server.ts";

const picture = pngOf({ width: 900, height: 900 });

function partsOf(fields: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (typeof value === "string") form.set(name, value);
    else form.set(name, new Blob([value]), "me.png");
  return form;
}

async function world() {
  const server = testServer();
  const ana = await server.person("ana");
  const { token } = ana;
  const patch = (fields: Parameters<typeof partsOf>[0]) =>
    server.json<ProfileEntity>("PATCH", "/api/v1/profile", { token, parts: partsOf(fields) });
  const due = async () =>
    (await server.storage.stores.media.discarded(server.clock.now(), 10)).map(
      ({ key }) => `https://social.test/media/${key}`,
    );
  return { server, ana, token, patch, due };
}

test("PATCH /api/v1/accounts/update_credentials takes an avatar and a header in a form of parts", async () => {
  const { server, ana, token } = await world();
  const parts = partsOf({
    display_name: "Ana",
    avatar: picture,
    avatar_description: "A face.",
    header: picture,
  });
  const path = "/api/v1/accounts/update_credentials";
  const changed = await server.json<CredentialAccountEntity>("PATCH", path, { token, parts });
  expect(changed).toMatchObject({
    display_name: "Ana",
    avatar: expect.stringMatching(/^https:\/\/social\.test\/media\/avatars\/.*\.png$/),
    avatar_static: changed.avatar,
    avatar_description: "A face.",
    header: expect.stringMatching(/^https:\/\/social\.test\/media\/headers\/.*\.png$/),
    header_description: "",
  });
  expect(await server.json("GET", `/api/v1/accounts/${ana.account.id}`)).toMatchObject({
    avatar: changed.avatar,
  });
  const again = await server.json("PATCH", path, { token, form: { note: "Hello" } });
  expect(again).toMatchObject({ avatar: changed.avatar, avatar_description: "A face." });
});

test("a picture of a profile that is none, is broken or too large is refused and changes nothing (S-083)", async () => {
  const { server, token } = await world();
  const before = await server.json("GET", "/api/v1/profile", { token });
  const heavy = new Uint8Array(8 * 1024 * 1024 + 1);
  heavy.set(picture);
  const html = Uint8Array.from(Buffer.from("<!doctype html>"));
  for (const [file, status] of [
    [html, 422],
    [picture.subarray(0, 30), 422],
    [heavy, 413],
  ] as const) {
    const parts = partsOf({ display_name: "Changed", avatar: file });
    const answer = await server.call("PATCH", "/api/v1/accounts/update_credentials", { token, parts });
    expect(answer.status).toBe(status);
  }
  expect(await server.json("GET", "/api/v1/profile", { token })).toEqual(before);
});

test("GET /api/v1/profile shows the profile as it was written, without a picture where there is none", async () => {
  const { server, token } = await world();
  await server.json("PATCH", "/api/v1/accounts/update_credentials", { token, form: { note: "1 < 2" } });
  expect(await server.json("GET", "/api/v1/profile", { token })).toMatchObject({
    note: "1 < 2",
    avatar: null,
    header_static: null,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    attribution_domains: [],
  });
});

test("PATCH /api/v1/profile changes pictures and what is shown, and lets go of the files before", async () => {
  const { server, patch, due, token } = await world();
  const first = await patch({ avatar: picture, avatar_description: "A face." });
  expect(first.avatar_description).toBe("A face.");
  const second = await patch({
    avatar: pngOf({ width: 40, height: 40 }),
    show_media: "false",
    show_media_replies: "false",
    "attribution_domains[]": "https://Blog.example/about",
  });
  expect(second).toMatchObject({
    avatar_description: "",
    show_media: false,
    show_media_replies: false,
    show_featured: true,
    attribution_domains: ["blog.example"],
  });
  expect(await due()).toEqual([first.avatar]);
  const bad = { form: { avatar_description: "x".repeat(1501) }, token };
  expect((await server.call("PATCH", "/api/v1/profile", bad)).status).toBe(422);
  const wrong = { json: { attribution_domains: ["no domain"] }, token };
  expect((await server.call("PATCH", "/api/v1/profile", wrong)).status).toBe(422);
});

test("DELETE /api/v1/profile/avatar and DELETE /api/v1/profile/header take the pictures away, once", async () => {
  const { server, patch, due, token } = await world();
  const { avatar, header } = await patch({ avatar: picture, header: picture, header_description: "Hills." });
  const without = await server.json("DELETE", "/api/v1/profile/avatar", { token });
  expect(without).toMatchObject({ avatar: "https://social.test/avatars/original/missing.png", header });
  const bare = await server.json("DELETE", "/api/v1/profile/header", { token });
  expect(bare).toMatchObject({
    header: "https://social.test/headers/original/missing.png",
    header_description: "",
  });
  expect(await server.json("DELETE", "/api/v1/profile/avatar", { token })).toEqual(bare);
  expect(new Set(await due())).toEqual(new Set([avatar, header]));
});
