import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SigningKey } from "../ports.ts";
import { fakeClient } from "../testing/fake-client.ts";
import type { Verdict } from "../verdict.ts";
import { createDocumentFetcher } from "./documents.ts";
import { createKnock } from "./knock.ts";

const ANA = "https://peer.example/users/ana";

function page(document: unknown, type = "application/activity+json"): Response {
  return new Response(typeof document === "string" ? document : JSON.stringify(document), {
    headers: { "content-type": type },
  });
}

type Pages = Record<string, () => Response | "timed-out" | "refused-address">;

function fetcher(pages: Pages, asked: Request[] = []): ReturnType<typeof createDocumentFetcher> {
  return createDocumentFetcher({
    knock: createKnock({
      client: fakeClient((request) => (asked.push(request), pages[request.url]?.())),
      signAs: (key) => async (hop) => ({ ...hop.headers, signature: `keyId="${key.keyId}"` }),
    }),
    isLocal: (url) => new URL(url).host === "ours.example",
  });
}

const fetchAna = (answer: Pages[string]): Promise<Verdict<object, string>> => fetcher({ [ANA]: answer })(ANA);

describe("fetchDocument", () => {
  it("brings a document that names the address it came from", async () => {
    expect(await fetchAna(() => page({ id: ANA, type: "Person" }))).toEqual({
      ok: true,
      value: { id: ANA, type: "Person" },
    });
  });

  it("takes the address of a key for that of its document", async () => {
    const fetch = fetcher({ [ANA]: () => page({ id: ANA }) });
    expect(await fetch(`${ANA}#main-key`)).toEqual({ ok: true, value: { id: ANA } });
  });

  it("fetches the address that a document names for itself, once (F-030, S-015)", async () => {
    const alias = "https://peer.example/@ana";
    const pages = {
      [alias]: () => page({ id: ANA, name: "copy" }),
      [ANA]: () => page({ id: ANA, name: "own" }),
    };
    expect(await fetcher(pages)(alias)).toEqual({ ok: true, value: { id: ANA, name: "own" } });
  });

  it("refuses a document that claims an address where another one lies (F-030, S-015, S-183, GHSA-8863-8468-7hq7)", async () => {
    const evil = "https://evil.example/ana";
    const third = {
      [evil]: () => page({ id: ANA }),
      [ANA]: () => page({ id: "https://peer.example/users/ben" }),
    };
    expect(await fetcher(third)(evil)).toEqual({ ok: false, reason: "wrong-id" });
    expect(await fetcher({ [evil]: () => page({ id: ANA }) })(evil)).toEqual({
      ok: false,
      reason: "not-found",
    });
  });

  it("refuses a document without an address", async () => {
    expect(await fetchAna(() => page({ type: "Person" }))).toEqual({ ok: false, reason: "wrong-id" });
  });

  it("does not fetch what is ours, nor believe others about it (S-034)", async () => {
    const fetch = fetcher({ [ANA]: () => page({ id: "https://ours.example/users/ben" }) });
    expect(await fetch("https://ours.example/users/ben")).toEqual({ ok: false, reason: "refused-address" });
    expect(await fetch(ANA)).toEqual({ ok: false, reason: "refused-address" });
  });

  it.each([
    ["not-activitypub", () => page({ id: ANA }, "application/json")],
    ["not-activitypub", () => page("<html>", "text/html")],
    ["not-activitypub", () => new Response(null, { status: 406 })],
    ["malformed", () => page("{")],
    ["malformed", () => page("[]")],
    ["malformed", () => page("null")],
    ["not-found", () => new Response(null, { status: 404 })],
    ["not-found", () => new Response(null, { status: 401 })],
    ["gone", () => new Response(null, { status: 410 })],
    ["unreachable", () => new Response(null, { status: 503 })],
    ["unreachable", () => new Response(null, { status: 204 })],
    ["unreachable", () => "timed-out" as const],
    ["refused-address", () => "refused-address" as const],
  ])("says %s (S-033)", async (reason, answer) => {
    expect(await fetchAna(answer)).toEqual({ ok: false, reason });
  });

  it.each(["", "application/json", "text/html", "application/ld+json", "application/octet-stream"])(
    "T16, F-027: a document of the type '%s' is none of the protocol's",
    async (type) => {
      const response = (): Response => {
        const made = page({ id: ANA }, type === "" ? "text/plain" : type);
        if (type === "") made.headers.delete("content-type");
        return made;
      };
      expect(await fetchAna(response)).toEqual({ ok: false, reason: "not-activitypub" });
    },
  );

  it("signs as the actor that it was given, and as nobody else", async () => {
    const asked: Request[] = [];
    const fetch = fetcher({ [ANA]: () => page({ id: ANA }) }, asked);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const as: SigningKey = { keyId: "https://ours.example/users/ben#main-key", privateKey };
    await fetch(ANA, { as });
    await fetch(ANA);
    expect(asked.map(({ headers }) => headers.get("signature"))).toEqual([`keyId="${as.keyId}"`, null]);
    expect(asked[0]?.headers.get("accept")).toContain("application/activity+json");
  });
});
