import { createRestAPIClient } from "masto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pictureOf } from "../support/pictures.ts";
import { addPerson, openServer, type Person, type TestServer } from "../support/server.ts";

describe("a picture that is posted with the client library masto", () => {
  let server: TestServer;
  let ana: Person;

  beforeAll(async () => {
    server = await openServer();
    ana = await addPerson(server, "ana");
  });
  afterAll(() => server.stop());

  const clientOf = ({ token }: Person) => createRestAPIClient({ url: server.origin, accessToken: token });

  test("is seen through its public address, as bytes that were made here (S-071, S-077)", async () => {
    const client = clientOf(ana);
    const hidden = Buffer.concat([
      pictureOf({ width: 120, height: 80 }),
      Buffer.from("<script>hidden</script>"),
    ]);
    const file = new File([new Uint8Array(hidden)], "../cat.html", { type: "text/html" });
    const uploaded = await client.v2.media.create({ file, description: "Orange.", focus: "0.5,-0.5" });
    expect(uploaded).toMatchObject({
      type: "image",
      description: "Orange.",
      meta: { original: { width: 120, height: 80 }, focus: { x: 0.5, y: -0.5 } },
    });
    const status = await client.v1.statuses.create({ status: "Look", mediaIds: [uploaded.id] });
    const seen = await createRestAPIClient({ url: server.origin }).v1.statuses.$select(status.id).fetch();
    expect(seen.mediaAttachments).toEqual([uploaded]);
    const answer = await fetch(seen.mediaAttachments[0]?.url ?? "");
    expect([
      answer.status,
      answer.headers.get("content-type"),
      answer.headers.get("x-content-type-options"),
    ]).toEqual([200, "image/png", "nosniff"]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(bytes.includes("hidden")).toBe(false);
  });

  test("goes to other servers with its blur, focus, size and description (F-216)", async () => {
    const client = clientOf(ana);
    const file = new Blob([new Uint8Array(pictureOf({ width: 60, height: 40 }))]);
    const { id, url, blurhash } = await client.v2.media.create({ file, description: "Blue.", focus: "0,1" });
    const { uri } = await client.v1.statuses.create({ status: "Look", mediaIds: [id] });
    const answer = await fetch(uri, { headers: { accept: "application/activity+json" } });
    expect(await answer.json()).toMatchObject({
      attachment: [
        {
          type: "Document",
          mediaType: "image/png",
          url,
          name: "Blue.",
          blurhash,
          focalPoint: [0, 1],
          width: 60,
          height: 40,
        },
      ],
    });
  });
});
