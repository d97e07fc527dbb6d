import { pngOf } from "@trunkline/social/memory";
import { expect, test } from "vitest";
import type {
  DeletedStatusEntity,
  MediaAttachmentEntity,
  ScheduledStatusEntity,
  StatusEntity,
} from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

const picture = pngOf({ width: 4000, height: 3000 });

function formOf(fields: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") form.set(name, value);
    else form.set(name, new Blob([value], { type: "text/html" }), "../../passwd.html");
  }
  return form;
}

async function world() {
  const server = testServer();
  const ana = await server.person("ana");
  const { token } = ana;
  const upload = (fields = {}, path = "/api/v2/media") =>
    server.json<MediaAttachmentEntity>("POST", path, { token, parts: formOf({ file: picture, ...fields }) });
  const post = (json: unknown) => server.json<StatusEntity>("POST", "/api/v1/statuses", { token, json });
  return { server, ana, token, upload, post };
}

test("POST /api/v2/media takes a picture, and answers at once with all that is known of it", async () => {
  const { server, upload } = await world();
  const made = await upload({ description: "A cat.", focus: "-0.5,1.5" });
  expect(made).toMatchObject({
    type: "image",
    remote_url: null,
    description: "A cat.",
    blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    meta: {
      original: { width: 3325, height: 2494, size: "3325x2494", aspect: 3325 / 2494 },
      small: { width: 554, height: 415, size: "554x415", aspect: 554 / 415 },
      focus: { x: -0.5, y: 1 },
    },
  });
  expect(made.url).toMatch(/^https:\/\/social\.test\/media\/attachments\/.{34}-[0-9a-f]{64}\.png$/);
  expect(made.preview_url).not.toBe(made.url);
  const { configuration } = await server.json<{ configuration: Record<string, object> }>(
    "GET",
    "/api/v2/instance",
  );
  expect(configuration).toMatchObject({
    statuses: { max_media_attachments: 4 },
    media_attachments: { image_size_limit: 16777216, image_matrix_limit: 33177600, description_limit: 1500 },
  });
});

test("POST /api/v1/media answers when the picture is ready", async () => {
  const { upload } = await world();
  const { url, meta } = await upload({}, "/api/v1/media");
  expect([typeof url, meta?.original]).toEqual([
    "string",
    { width: 3325, height: 2494, size: "3325x2494", aspect: 3325 / 2494 },
  ]);
});

test("POST /api/v1/statuses with a time ahead keeps files for it, and refuses what it could not show", async () => {
  const { server, token, upload, post } = await world();
  const [one, two] = [await upload(), await upload({ description: "Two cats." })];
  const scheduled_at = new Date(server.clock.now().getTime() + 600_000).toISOString();
  const json = { status: "Later", scheduled_at, media_ids: [two.id, one.id] };
  const made = await server.json<ScheduledStatusEntity>("POST", "/api/v1/statuses", { token, json });
  expect(made.params.media_ids).toEqual([two.id, one.id]);
  expect(made.media_attachments).toEqual([two, one]);
  server.clock.advance(600_000);
  await server.social.scheduled.publishDue();
  const [published] = await server.json<StatusEntity[]>("GET", "/api/v1/timelines/home", { token });
  expect(published?.media_attachments.map(({ id }) => id)).toEqual([two.id, one.id]);
  const { id } = await upload();
  await post({ status: "Now", media_ids: [id] });
  const later = new Date(server.clock.now().getTime() + 600_000).toISOString();
  for (const media_ids of [[id], ["9"], ["1", "2", "3", "4", "5"]]) {
    const refused = await server.call("POST", "/api/v1/statuses", {
      token,
      json: { status: "Later", scheduled_at: later, media_ids },
    });
    expect(refused.status).toBe(422);
  }
});

test("files are known by their bytes, and whatever is not taken is refused and leaves nothing (S-070)", async () => {
  const { server, token } = await world();
  const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
  const bad = {
    svg: bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    html: bytesOf("<!doctype html><script>alert(1)</script>"),
    xml: bytesOf("<?xml version='1.0'?><a/>"),
    pdf: bytesOf("%PDF-1.7\n"),
    tiff: bytesOf("II*\0\0\0\0\0"),
    psd: bytesOf("8BPS\0\x01"),
    zip: bytesOf("PK\x03\x04"),
    playlist: bytesOf("#EXTM3U\nfile:///etc/passwd"),
    mvg: bytesOf("push graphic-context"),
    "cut short": picture.subarray(0, 30),
    nothing: new Uint8Array(),
  };
  for (const [name, file] of Object.entries(bad)) {
    const answer = await server.call("POST", "/api/v2/media", { token, parts: formOf({ file }) });
    expect([name, answer.status, await answer.json()]).toEqual([
      name,
      422,
      { error: expect.stringMatching(/^Validation failed: /) },
    ]);
  }
  const kept = [];
  for await (const file of server.files.list()) kept.push(file);
  expect(kept).toEqual([]);
});

test("a file that is too large, or has too many pixels, is refused (S-073, S-162)", async () => {
  const { server, token } = await world();
  const send = (file: Uint8Array<ArrayBuffer>) =>
    server.call("POST", "/api/v2/media", { token, parts: formOf({ file }) });
  const heavy = new Uint8Array(16 * 1024 * 1024 + 1);
  heavy.set(picture);
  expect((await send(heavy)).status).toBe(413);
  expect((await send(pngOf({ width: 6000, height: 6000 }))).status).toBe(422);
});

test("GET /api/v1/media/:id shows one's own upload until a status shows it, and nobody else's", async () => {
  const { server, token, upload, post } = await world();
  const made = await upload();
  const path = `/api/v1/media/${made.id}`;
  expect(await server.json("GET", path, { token })).toEqual(made);
  const ben = await server.person("ben");
  expect((await server.call("GET", path, { token: ben.token })).status).toBe(404);
  await post({ media_ids: [made.id] });
  expect((await server.call("GET", path, { token })).status).toBe(404);
});

test("PUT /api/v1/media/:id changes description, focus and thumbnail until a status shows it", async () => {
  const { server, token, upload, post } = await world();
  const made = await upload({ description: "A cat." });
  const path = `/api/v1/media/${made.id}`;
  const parts = formOf({
    description: "Two cats.",
    focus: "0.1,0.2",
    thumbnail: pngOf({ width: 90, height: 90 }),
  });
  const changed = await server.json<MediaAttachmentEntity>("PUT", path, { token, parts });
  expect(changed).toMatchObject({
    id: made.id,
    url: made.url,
    description: "Two cats.",
    meta: { focus: { x: 0.1, y: 0.2 }, small: { size: "90x90" } },
  });
  expect(changed.preview_url).not.toBe(made.preview_url);
  const form = { description: "x".repeat(1501) };
  expect((await server.call("PUT", path, { token, form })).status).toBe(422);
  await post({ media_ids: [made.id] });
  expect((await server.call("PUT", path, { token, form: { description: "Late." } })).status).toBe(404);
});

test("DELETE /api/v1/media/:id takes away what no status shows", async () => {
  const { server, token, upload, post } = await world();
  const [one, two] = [await upload(), await upload()];
  expect(await server.json("DELETE", `/api/v1/media/${one.id}`, { token })).toEqual({});
  expect((await server.call("DELETE", `/api/v1/media/${one.id}`, { token })).status).toBe(404);
  await post({ media_ids: [two.id] });
  expect((await server.call("DELETE", `/api/v1/media/${two.id}`, { token })).status).toBe(422);
});

test("a status shows up to four uploads of its author's own, each for good, and needs no text then (S-079)", async () => {
  const { server, token, upload, post } = await world();
  const uploads = [await upload(), await upload({ description: "Second." }), await upload(), await upload()];
  const ids = uploads.map(({ id }) => id);
  const refused = async (json: object, by = token) =>
    (await server.call("POST", "/api/v1/statuses", { token: by, json })).status;
  const ben = await server.person("ben");
  expect(await refused({ media_ids: ids }, ben.token)).toBe(422);
  const fifth = await upload();
  expect(await refused({ media_ids: [...ids, fifth.id] })).toBe(422);
  expect(await refused({ media_ids: ids, poll: { options: ["a", "b"], expires_in: 300 } })).toBe(422);
  expect(await refused({ media_ids: ["1"] })).toBe(422);
  const shown = await post({ media_ids: [ids[1], ids[0], ids[2], ids[3]] });
  expect(shown.media_attachments).toEqual([uploads[1], uploads[0], uploads[2], uploads[3]]);
  expect(await refused({ status: "again", media_ids: [ids[0]] })).toBe(422);
  const again = await server.json<StatusEntity>("GET", `/api/v1/statuses/${shown.id}`);
  expect(again.media_attachments).toEqual(shown.media_attachments);
});

test("a repeated request shows its picture once, and another picture under the same key is refused (R-007)", async () => {
  const { server, token, upload } = await world();
  const [one, two] = [await upload(), await upload()];
  const send = (id: string) =>
    server.call("POST", "/api/v1/statuses", {
      token,
      json: { media_ids: [id] },
      headers: { "Idempotency-Key": "k" },
    });
  const [first, second] = [await send(one.id), await send(one.id)];
  expect(await second.json()).toEqual(await first.json());
  expect((await send(two.id)).status).toBe(422);
});

test("PUT /api/v1/statuses/:id changes which pictures a status shows and what is said of them", async () => {
  const { server, token, upload, post } = await world();
  const [one, two] = [await upload({ description: "One." }), await upload()];
  const { id } = await post({ status: "look", media_ids: [one.id] });
  const path = `/api/v1/statuses/${id}`;
  const put = (json: object) => server.json<StatusEntity>("PUT", path, { token, json });
  expect((await put({ status: "look" })).edited_at).toBe(null);
  server.clock.advance(1000);
  const both = await put({
    status: "look here",
    media_ids: [two.id, one.id],
    media_attributes: [{ id: one.id, description: "First.", focus: "0,0.5" }],
  });
  expect(both.media_attachments.map((media) => [media.id, media.description, media.meta?.focus])).toEqual([
    [two.id, null, undefined],
    [one.id, "First.", { x: 0, y: 0.5 }],
  ]);
  server.clock.advance(1000);
  const left = await put({ media_ids: [two.id] });
  expect(left.media_attachments).toEqual([two]);
  const history = await server.json<StatusEntity[]>("GET", `${path}/history`, { token });
  expect(
    history.map(({ media_attachments: all }) => all.map((media) => [media.id, media.description])),
  ).toEqual([
    [[one.id, "One."]],
    [
      [two.id, null],
      [one.id, "First."],
    ],
    [[two.id, null]],
  ]);
  const stray = { media_attributes: [{ id: "1", description: "Whose?" }] };
  expect((await server.call("PUT", path, { token, json: stray })).status).toBe(422);
});

test("DELETE /api/v1/statuses/:id leaves its pictures to be posted anew, unless they are to go as well", async () => {
  const { server, token, upload, post } = await world();
  const made = await upload();
  const first = await post({ media_ids: [made.id] });
  const deleted = await server.json<DeletedStatusEntity>("DELETE", `/api/v1/statuses/${first.id}`, { token });
  expect(deleted.media_attachments).toEqual([made]);
  const second = await post({ status: "again", media_ids: [made.id] });
  expect(second.media_attachments).toEqual([made]);
  await server.json("DELETE", `/api/v1/statuses/${second.id}?delete_media=true`, { token });
  expect((await server.call("GET", `/api/v1/media/${made.id}`, { token })).status).toBe(404);
  const due = await server.storage.stores.media.discarded(server.clock.now(), 10);
  const addresses = due.map(({ key }) => `https://social.test/media/${key}`);
  expect(new Set(addresses)).toEqual(new Set([made.url, made.preview_url]));
});
