import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pictureOf } from "../support/pictures.ts";
import { openServer, type TestServer } from "../support/server.ts";

describe("what lies at other servers", () => {
  let there: Server;
  let address: string;
  let server: TestServer;
  let asked: string[] = [];

  const files: Record<string, { readonly type: string; readonly body: Buffer }> = {
    "/cat.png": { type: "text/html", body: pictureOf({ width: 900, height: 600 }) },
    "/note.json": { type: "application/activity+json", body: Buffer.from('{"type":"Note"}') },
    "/page.png": { type: "image/png", body: Buffer.from("<!doctype html><script>1</script>") },
    "/drawing.svg": { type: "image/svg+xml", body: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") },
  };

  beforeAll(async () => {
    there = createServer((request, response) => {
      const path = request.url ?? "";
      asked.push(path);
      const found = files[path];
      if (path === "/heavy.png") {
        response.writeHead(200, { "content-type": "image/png" });
        response.write(pictureOf({ width: 9, height: 9 }));
        // Far more than any film, if anybody read it to its end.
        const more = (): void =>
          void (response.write(Buffer.alloc(4 * 1024 * 1024))
            ? setImmediate(more)
            : response.once("drain", more));
        more();
        return;
      }
      response.writeHead(found === undefined ? 404 : 200, { "content-type": found?.type ?? "text/plain" });
      response.end(found?.body);
    }).listen({ host: "127.0.0.1", port: 0 });
    await once(there, "listening");
    const at = there.address();
    address = typeof at === "object" && at !== null ? `http://127.0.0.1:${at.port}` : "";
    server = await openServer();
  });
  beforeEach(() => (asked = []));
  afterAll(async () => {
    await server.stop();
    there.closeAllConnections();
    there.close();
  });

  const linkTo = (path: string, size?: "small") =>
    server.running.composition.social.media.links.remote(`${address}${path}`, size);

  test("GET /media_proxy/:id sends on to a copy that was made here, and asks for it once (S-160, S-078)", async () => {
    const link = linkTo("/cat.png");
    expect(link.startsWith(`${server.origin}/media_proxy/`)).toBe(true);
    const sent = await fetch(link, { redirect: "manual" });
    const location = sent.headers.get("location") ?? "";
    expect([sent.status, location.startsWith(`${server.origin}/media/cache/`)]).toEqual([302, true]);
    const file = await fetch(location);
    expect([
      file.status,
      file.headers.get("content-type"),
      file.headers.get("content-security-policy"),
    ]).toEqual([200, "image/png", "default-src 'none'; sandbox"]);
    await Promise.all([fetch(link), fetch(link)]);
    expect(asked).toEqual(["/cat.png"]);
    const small = await fetch(linkTo("/cat.png", "small"));
    const { width, height } = sizeOf(Buffer.from(await small.arrayBuffer()));
    expect([width, height]).toEqual([587, 391]);
  });

  test("an address that was not signed here is none, whatever it says (S-078)", async () => {
    const link = new URL(linkTo("/cat.png"));
    link.searchParams.set("url", `${address}/other.png`);
    expect((await fetch(link)).status).toBe(404);
    expect(
      (await fetch(`${server.origin}/media_proxy/1?url=${encodeURIComponent(`${address}/cat.png`)}`)).status,
    ).toBe(404);
    expect(asked).toEqual([]);
  });

  test("what is no picture, film or sound is not handed on, and not asked for again soon (S-077, S-083)", async () => {
    for (const path of ["/note.json", "/page.png", "/drawing.svg", "/gone.png"]) {
      for (const _ of [1, 2]) expect([path, (await fetch(linkTo(path))).status]).toEqual([path, 404]);
    }
    expect(asked).toEqual(["/note.json", "/page.png", "/drawing.svg", "/gone.png"]);
  });

  test("what does not end is let go at the largest size that is taken (S-061)", async () => {
    expect((await fetch(linkTo("/heavy.png"))).status).toBe(404);
  }, 60_000);

  test("what is of a server whose media is not wanted is not fetched", async () => {
    const { social } = server.running.composition;
    const rule = { severity: "none", rejectsMedia: true, rejectsReports: false } as const;
    await social.domains.rule({ ...rule, domain: "localhost", publicComment: "", privateComment: "" });
    const link = social.media.links.remote(`${address.replace("127.0.0.1", "localhost")}/cat.png`);
    expect((await fetch(link)).status).toBe(404);
    expect(asked).toEqual([]);
  });
});

/** The size that a PNG says it has. */
function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } {
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
