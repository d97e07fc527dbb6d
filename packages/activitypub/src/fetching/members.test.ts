import { expect, it } from "vitest";
import { createNormalise } from "../jsonld/normalise.ts";
import type { JsonObject } from "../objects/reference.ts";
import { fakeClient } from "../testing/fake-client.ts";
import type { Verdict } from "../verdict.ts";
import { createDocumentFetcher } from "./documents.ts";
import { createKnock } from "./knock.ts";
import { createMembersFetcher } from "./members.ts";
import type { Members } from "./members.ts";

const LIST = "https://peer.example/list";
const context = "https://www.w3.org/ns/activitystreams";

function fetchFrom(pages: Readonly<Record<string, JsonObject>>, asked: string[] = []) {
  const client = fakeClient(({ url }) => {
    asked.push(url);
    const page = pages[url];
    if (page === undefined) return undefined;
    const document = JSON.stringify({ "@context": context, id: url, ...page });
    return new Response(document, { headers: { "content-type": "application/activity+json" } });
  });
  const knock = createKnock({
    client,
    signAs:
      () =>
      async ({ headers }) =>
        headers,
  });
  const fetchDocument = createDocumentFetcher({ knock, isLocal: () => false });
  return createMembersFetcher({ fetchDocument, normalise: createNormalise() });
}

const read = (pages: Readonly<Record<string, JsonObject>>): Promise<Verdict<Members, string>> =>
  fetchFrom(pages)(LIST);
const member = (index: number): string => `https://peer.example/${index}`;
const members = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => member(from + index));

it("reads a collection that holds its members, and one that has pages", async () => {
  const whole = { type: "OrderedCollection", orderedItems: members(0, 3) };
  expect(await read({ [LIST]: whole })).toEqual({
    ok: true,
    value: { items: members(0, 3), isComplete: true },
  });
  const paged = {
    [LIST]: { type: "Collection", first: `${LIST}/1` },
    [`${LIST}/1`]: { type: "CollectionPage", items: members(0, 2), next: `${LIST}/2` },
    [`${LIST}/2`]: { type: "CollectionPage", items: members(2, 3) },
  };
  expect(await read(paged)).toEqual({ ok: true, value: { items: members(0, 3), isComplete: true } });
});

it("F-237 S-063: stops after ten pages, though there are more", async () => {
  const asked: string[] = [];
  const pages: Record<string, JsonObject> = { [LIST]: { type: "Collection", first: `${LIST}/0` } };
  for (let page = 0; page < 20; page += 1) {
    const next = `${LIST}/${page + 1}`;
    pages[`${LIST}/${page}`] = { type: "CollectionPage", items: [member(page)], next };
  }
  expect(await fetchFrom(pages, asked)(LIST)).toEqual({
    ok: true,
    value: { items: members(0, 10), isComplete: false },
  });
  expect(asked.length).toBe(11);
});

it("S-063: stops after a thousand members, though there are more", async () => {
  const long = { type: "OrderedCollection", orderedItems: members(0, 1001) };
  expect(await read({ [LIST]: long })).toEqual({
    ok: true,
    value: { items: members(0, 1000), isComplete: false },
  });
});

it("F-237: reads no page on another server", async () => {
  const elsewhere = { [LIST]: { type: "Collection", first: "https://evil.example/1" } };
  expect(await read(elsewhere)).toEqual({ ok: false, reason: "refused-address" });
});

it("refuses what is no collection, and a page that is not there", async () => {
  expect(await read({ [LIST]: { type: "Note" } })).toEqual({ ok: false, reason: "malformed" });
  expect(await read({ [LIST]: { type: "Collection", first: `${LIST}/1` } })).toEqual({
    ok: false,
    reason: "not-found",
  });
});
