import { describe, expect, it } from "vitest";
import { fakeClient } from "../testing/fake-client.ts";
import type { Verdict } from "../verdict.ts";
import { readHandle } from "./handle.ts";
import { createHandleResolver } from "./resolve-handle.ts";
import type { Finger } from "./resolve-handle.ts";

const ACTOR = "https://ap.peer.example/users/ana";

function jrd(subject: string, href: string = ACTOR, type = "application/activity+json"): Response {
  return Response.json(
    {
      subject,
      links: [
        { rel: "self", type: "text/html", href: "https://peer.example/@ana" },
        { rel: "self", type, href },
      ],
    },
    { headers: { "content-type": "application/jrd+json; charset=utf-8" } },
  );
}

type Pages = Record<string, () => Response>;
const finger = (host: string, user: string): string =>
  `https://${host}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${user}@${host}`)}`;

async function resolve(text: string, pages: Pages): Promise<Verdict<Finger, string>> {
  const handle = readHandle(text);
  if (handle === undefined) throw new Error(`No handle: ${text}`);
  const resolver = createHandleResolver({
    client: fakeClient(({ url }) => pages[url]?.()),
    isLocal: (url) => new URL(url).host === "ours.example",
    schemes: ["https"],
  });
  return resolver(handle);
}

const found = (host: string): object => ({
  ok: true,
  value: { handle: { user: "ana", host }, actor: ACTOR },
});

describe("resolveHandle", () => {
  it("finds the actor that the handle's host names", async () => {
    expect(
      await resolve("ana@peer.example", {
        [finger("peer.example", "ana")]: () => jrd("acct:ana@peer.example"),
      }),
    ).toEqual(found("peer.example"));
  });

  it("takes ld+json with the profile for a self link too", async () => {
    const type = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';
    const pages = { [finger("peer.example", "ana")]: () => jrd("acct:ana@peer.example", ACTOR, type) };
    expect(await resolve("ana@peer.example", pages)).toEqual(found("peer.example"));
  });

  it("F-011, F-013: asks the host that the subject names, once more", async () => {
    const pages = {
      [finger("ap.peer.example", "ana")]: () => jrd("acct:ana@peer.example", "https://evil.example/ana"),
      [finger("peer.example", "ana")]: () => jrd("acct:ana@peer.example"),
    };
    expect(await resolve("ana@ap.peer.example", pages)).toEqual(found("peer.example"));
  });

  it("F-011: refuses a subject that names yet another one (S-035)", async () => {
    const pages = {
      [finger("a.example", "ana")]: () => jrd("acct:ana@b.example"),
      [finger("b.example", "ana")]: () => jrd("acct:ana@c.example"),
    };
    expect(await resolve("ana@a.example", pages)).toEqual({ ok: false, reason: "wrong-id" });
  });

  it("F-009: asks host-meta after a 404, and after nothing else", async () => {
    const pages = {
      "https://peer.example/.well-known/host-meta": () =>
        new Response('<XRD><Link rel="lrdd" template="https://wf.peer.example/?r={uri}"/></XRD>'),
      "https://wf.peer.example/?r=acct%3Aana%40peer.example": () => jrd("acct:ana@peer.example"),
    };
    expect(await resolve("ana@peer.example", pages)).toEqual(found("peer.example"));
    const forbidding = {
      ...pages,
      [finger("peer.example", "ana")]: () => new Response(null, { status: 403 }),
    };
    expect(await resolve("ana@peer.example", forbidding)).toEqual({ ok: false, reason: "unreachable" });
  });

  it("F-009: asks host-meta once, whatever the place that it names answers", async () => {
    const asked: string[] = [];
    const meta = '<XRD><Link rel="lrdd" template="https://wf.peer.example/?r={uri}"/></XRD>';
    const resolver = createHandleResolver({
      client: fakeClient(({ url }) => {
        asked.push(new URL(url).host + new URL(url).pathname);
        return url.endsWith("host-meta") ? new Response(meta) : undefined;
      }),
      isLocal: () => false,
      schemes: ["https"],
    });
    expect(await resolver({ user: "ana", host: "peer.example" })).toEqual({ ok: false, reason: "not-found" });
    expect(asked).toEqual([
      "peer.example/.well-known/webfinger",
      "peer.example/.well-known/host-meta",
      "wf.peer.example/",
    ]);
  });

  it.each([
    ["not-found", () => new Response(null, { status: 404 })],
    ["gone", () => new Response(null, { status: 410 })],
    ["unreachable", () => new Response(null, { status: 500 })],
    ["malformed", () => new Response("<html>", { headers: { "content-type": "text/html" } })],
    ["malformed", () => new Response("{", { headers: { "content-type": "application/jrd+json" } })],
    ["malformed", () => Response.json({ subject: "acct:ana@peer.example", links: [] })],
    [
      "malformed",
      () => Response.json({ links: [{ rel: "self", type: "application/activity+json", href: ACTOR }] }),
    ],
    ["malformed", () => jrd("acct:ana@peer.example", ACTOR, "application/json")],
  ])("F-010, F-014: says %s", async (reason, page) => {
    expect(await resolve("ana@peer.example", { [finger("peer.example", "ana")]: page })).toEqual({
      ok: false,
      reason,
    });
  });

  it("does not ask ourselves over the network (S-034)", async () => {
    expect(await resolve("ana@ours.example", {})).toEqual({ ok: false, reason: "refused-address" });
  });
});
