import { hours } from "@trunkline/social";
import { pngOf } from "@trunkline/social/memory";
import { expect, test } from "vitest";
import type { MediaAttachmentEntity, StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

function formOf(text: string, thumbnail?: Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.set("file", new Blob([`\0\0\0\x14ftypisom\0\0\0\0isom${text}`]), "film.avi");
  if (thumbnail !== undefined) form.set("thumbnail", new Blob([thumbnail]));
  return form;
}

async function world() {
  const server = testServer();
  const { token } = await server.person("ana");
  const send = async (text = "", thumbnail?: Uint8Array<ArrayBuffer>) => {
    const answer = await server.call("POST", "/api/v2/media", { token, parts: formOf(text, thumbnail) });
    return { status: answer.status, body: (await answer.json()) as MediaAttachmentEntity }; // checked by its schema
  };
  return { server, token, send };
}

test("POST /api/v2/media answers 202 for a film, and GET /api/v1/media/:id 206 until it is made", async () => {
  const { server, token, send } = await world();
  const { status, body } = await send();
  expect([status, body.type, body.url, body.preview_url]).toEqual([202, "video", null, null]);
  const path = `/api/v1/media/${body.id}`;
  const waiting = await server.call("GET", path, { token });
  expect([waiting.status, await waiting.json()]).toEqual([206, body]);
  const json = { status: "look", media_ids: [body.id] };
  expect((await server.call("POST", "/api/v1/statuses", { token, json })).status).toBe(422);
  expect(await server.processUploads()).toBe(1);
  const made = await server.json<MediaAttachmentEntity>("GET", path, { token });
  expect(made).toMatchObject({
    type: "video",
    url: expect.stringMatching(/\/media\/attachments\/.*\.mp4$/),
    blurhash: null,
    meta: { original: { width: 320, height: 240, frame_rate: "25/1", duration: 1, bitrate: 8000 } },
  });
  const shown = await server.json<StatusEntity>("POST", "/api/v1/statuses", { token, json });
  expect(shown.media_attachments).toEqual([made]);
  expect(await server.processUploads()).toBe(0);
});

test("a film shows the picture that was sent to stand for it", async () => {
  const { server, token, send } = await world();
  const { body } = await send("", pngOf({ width: 90, height: 60 }));
  expect([body.url, body.preview_url]).toEqual([null, null]);
  await server.processUploads();
  const made = await server.json<MediaAttachmentEntity>("GET", `/api/v1/media/${body.id}`, { token });
  expect([made.meta?.small?.size, typeof made.preview_url]).toEqual(["90x60", "string"]);
});

test("POST /api/v1/media answers when the film is made, and 422 when none can be made", async () => {
  const { server, token } = await world();
  const made = await server.json<MediaAttachmentEntity>("POST", "/api/v1/media", {
    token,
    parts: formOf(""),
  });
  expect(made.url).toMatch(/\.mp4$/);
  const bad = await server.call("POST", "/api/v1/media", { token, parts: formOf("broken") });
  expect(bad.status).toBe(422);
});

test("a film of which nothing can be made is told of with 422, and what was sent is let go", async () => {
  const { server, token, send } = await world();
  const { body } = await send("broken");
  await server.processUploads();
  const answer = await server.call("GET", `/api/v1/media/${body.id}`, { token });
  expect([answer.status, await answer.json()]).toEqual([
    422,
    { error: "Validation failed: The file could not be processed." },
  ]);
  const due = await server.storage.stores.media.discarded(server.clock.now(), 9);
  expect(due.map(({ key }) => key.split("/")[0])).toEqual(["uploads"]);
});

test("an upload whose workers die three times is given up (R-005)", async () => {
  const { server, token, send } = await world();
  const { body } = await send();
  for (let deaths = 0; deaths < 3; deaths += 1) {
    const now = server.clock.now();
    await server.storage.transact((work) => work.media.claim(now, new Date(now.getTime() + 1)));
    server.clock.advance(hours(1));
  }
  await server.processUploads();
  expect((await server.call("GET", `/api/v1/media/${body.id}`, { token })).status).toBe(422);
});
