import { describe, expect, it } from "vitest";
import { createDocumentFetcher } from "../fetching/documents.ts";
import { createKnock } from "../fetching/knock.ts";
import type { Actor } from "../objects/actor.ts";
import type { Note } from "../objects/note.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { fakeClient } from "../testing/fake-client.ts";
import type { Verdict } from "../verdict.ts";
import { createActorFetcher } from "./fetch-actor.ts";
import { createLookup } from "./lookup.ts";
import { createHandleResolver } from "./resolve-handle.ts";

const ANA = "https://peer.example/users/ana";
const NOTE = "https://peer.example/notes/1";
const actor = { id: ANA, type: "Person", preferredUsername: "ana" };
const note = { id: NOTE, type: "Note" };

const document = (json: object): Response =>
  Response.json(json, { headers: { "content-type": "application/activity+json" } });
const html = (text: string): Response => new Response(text, { headers: { "content-type": "text/html" } });
const finger = (acct: string, href: Href, subject = acct): Record<string, () => Response> => ({
  [`https://${acct.split("@")[1]}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${acct}`)}`]:
    () =>
      Response.json({
        subject: `acct:${subject}`,
        links: [{ rel: "self", type: "application/activity+json", href }],
      }),
});

type Pages = Record<string, () => Response>;

/** Reading is left to the readers' own tests: here a document is what its type says. */
function world(pages: Pages): {
  lookup: (uri: Href) => Promise<Verdict<Actor | Note, string>>;
  fetchActor: (uri: Href) => Promise<Verdict<{ handle: string }, string>>;
} {
  const client = fakeClient(({ url }) => pages[url]?.());
  const isLocal = (url: Href): boolean => new URL(url).host === "ours.example";
  const fetchDocument = createDocumentFetcher({
    isLocal,
    knock: createKnock({
      client,
      signAs:
        () =>
        async ({ headers }) =>
          headers,
    }),
  });
  const resolveHandle = createHandleResolver({ client, isLocal, schemes: ["https"] });
  const readAs =
    <Value>(type: string) =>
    async (json: JsonObject): Promise<Value | undefined> =>
      json["type"] === type ? (json as Value) : undefined; // the fixtures are written as plain shapes
  const needs = {
    client,
    isLocal,
    fetchDocument,
    resolveHandle,
    readActor: readAs<Actor>("Person"),
    readNote: readAs<Note>("Note"),
    mayMeet: async () => true,
  };
  return { lookup: createLookup(needs), fetchActor: createActorFetcher(needs) };
}

describe("fetchActor (S-035)", () => {
  const fetchAna = (pages: Pages, json: object = actor): Promise<Verdict<{ handle: string }, string>> =>
    world({ [ANA]: () => document(json), ...pages }).fetchActor(ANA);

  it("proves the handle at the host of the actor's id", async () => {
    expect(await fetchAna(finger("ana@peer.example", ANA))).toEqual({
      ok: true,
      value: { actor, handle: "ana@peer.example" },
    });
  });

  it("F-013: lets the id's host pass the handle on to another domain, once both agree", async () => {
    const pages = {
      ...finger("ana@peer.example", ANA, "ana@short.example"),
      ...finger("ana@short.example", ANA),
    };
    expect(await fetchAna(pages)).toMatchObject({ value: { handle: "ana@short.example" } });
  });

  it("F-015: believes the handle that the actor publishes, once its host confirms it (FEP-2c59)", async () => {
    const json = { ...actor, webfinger: "ana@short.example" };
    expect(await fetchAna(finger("ana@short.example", ANA), json)).toMatchObject({
      value: { handle: "ana@short.example" },
    });
  });

  it("F-015: falls back to the name where what it publishes is no handle", async () => {
    const json = { ...actor, webfinger: "not a handle" };
    expect(await fetchAna(finger("ana@peer.example", ANA), json)).toMatchObject({
      value: { handle: "ana@peer.example" },
    });
  });

  it("F-013: refuses a split domain on which the second host names another actor", async () => {
    const pages = {
      ...finger("ana@peer.example", ANA, "ana@short.example"),
      ...finger("ana@short.example", "https://peer.example/users/other"),
    };
    expect(await fetchAna(pages)).toEqual({ ok: false, reason: "wrong-id" });
  });

  it("F-012: refuses a handle that belongs to another actor", async () => {
    const json = { ...actor, webfinger: "famous@big.example" };
    expect(await fetchAna(finger("famous@big.example", "https://big.example/famous"), json)).toEqual({
      ok: false,
      reason: "wrong-id",
    });
  });

  it("refuses a handle that nobody confirms", async () => {
    expect(await fetchAna({})).toEqual({ ok: false, reason: "not-found" });
  });

  it("F-017: refuses a name that can be no handle (S-037)", async () => {
    expect(await fetchAna({}, { ...actor, preferredUsername: "a/../b" })).toEqual({
      ok: false,
      reason: "malformed",
    });
  });

  it("S-015 refuses an actor with another id than was asked for, who is not answerable for who asked", async () => {
    const victim = { ...actor, id: "https://big.example/users/ana" };
    const pages = {
      [victim.id]: () => document(victim),
      ...finger("ana@big.example", victim.id),
    };
    expect(await fetchAna(pages, victim)).toEqual({ ok: false, reason: "wrong-id" });
  });

  it("refuses what is no actor", async () => {
    expect(await world({ [NOTE]: () => document(note) }).fetchActor(NOTE)).toEqual({
      ok: false,
      reason: "malformed",
    });
  });
});

describe("lookup", () => {
  const page = "https://peer.example/@ana/1";
  const link = (href: string): string =>
    `<link rel="alternate" type="application/activity+json" href="${href}">`;

  it("F-031: finds a note and an actor by id", async () => {
    const { lookup } = world({
      [NOTE]: () => document(note),
      [ANA]: () => document(actor),
      ...finger("ana@peer.example", ANA),
    });
    expect(await lookup(NOTE)).toEqual({ ok: true, value: note });
    expect(await lookup(ANA)).toEqual({ ok: true, value: actor });
  });

  it("F-031: finds the note that a page names in its Link header", async () => {
    const header = `<${NOTE}>; rel="alternate"; type="application/activity+json"`;
    const withHeader = (): Response =>
      new Response("<p>", { headers: { "content-type": "text/html", link: header } });
    const { lookup } = world({ [page]: withHeader, [NOTE]: () => document(note) });
    expect(await lookup(page)).toEqual({ ok: true, value: note });
  });

  it("F-031: finds the note that a page names in a link element", async () => {
    const { lookup } = world({ [page]: () => html(link(NOTE)), [NOTE]: () => document(note) });
    expect(await lookup(page)).toEqual({ ok: true, value: note });
  });

  it("follows one link and no second one", async () => {
    const { lookup } = world({
      [page]: () => html(link("/second")),
      "https://peer.example/second": () => html(link(NOTE)),
    });
    expect(await lookup(page)).toEqual({ ok: false, reason: "not-activitypub" });
  });

  it("does not believe a page about another host's document", async () => {
    const { lookup } = world({ [page]: () => html(link("https://ours.example/users/ben")) });
    expect(await lookup(page)).toEqual({ ok: false, reason: "refused-address" });
  });

  it("refuses a page without a link, and a document of another type", async () => {
    const { lookup } = world({
      [page]: () => html("<p>"),
      [NOTE]: () => document({ ...note, type: "Place" }),
    });
    expect(await lookup(page)).toEqual({ ok: false, reason: "not-activitypub" });
    expect(await lookup(NOTE)).toEqual({ ok: false, reason: "malformed" });
  });
});
