import { expect, test } from "vitest";
import { fakeClient } from "../testing/fake-client.ts";
import { createFetchPage } from "./page.ts";

const isLocal = (url: string): boolean => new URL(url).host === "ours.example";
const url = "https://site.example/a";

function reading(body: string | Uint8Array<ArrayBuffer>, type: string) {
  const client = fakeClient(() => new Response(body, { headers: { "content-type": type } }));
  return createFetchPage({ client, isLocal });
}

test("a page is read in the encoding that it is sent in, or else says that it is in", async () => {
  const latin = Uint8Array.from([...Buffer.from("<title>caf"), 0xe9]);
  expect(await reading(latin, "text/html; charset=ISO-8859-1")(url, "html")).toEqual({
    ok: true,
    value: { url, mediaType: "text/html", text: "<title>café" },
  });
  const says = Buffer.from('<meta charset="windows-1251"><title>');
  const cyrillic = Uint8Array.from([...says, 0xca, 0xee, 0xf2]);
  const read = await reading(cyrillic, "text/html")(url, "html");
  expect(read.ok && read.value.text.endsWith("<title>Кот")).toBe(true);
  const odd = await reading("<title>é", "text/html; charset=nonsense")(url, "html");
  expect(odd.ok && odd.value.text).toBe("<title>é");
});

test("what is of another kind is not read, and our own pages are not asked for (S-034)", async () => {
  const refused = (reason: string) => ({ ok: false, reason });
  expect(await reading("x", "image/png")(url, "html")).toEqual(refused("malformed"));
  expect(await reading("<p>", "text/html")(url, "json")).toEqual(refused("malformed"));
  expect(await reading("{}", "application/json")("https://ours.example/x", "json")).toEqual(
    refused("refused-address"),
  );
  expect((await reading("{}", "application/json+oembed")(url, "json")).ok).toBe(true);
  const missing = createFetchPage({ client: fakeClient(() => undefined), isLocal });
  expect(await missing(url, "html")).toEqual(refused("not-found"));
});
