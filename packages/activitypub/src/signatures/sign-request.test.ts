import { beforeAll, describe, expect, it } from "vitest";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { signRequest, signRequestAsync } from "./sign-request.ts";

const now = new Date("2026-03-01T12:00:00Z");

let peer: FakePeer;
beforeAll(async () => {
  peer = await fakePeer();
});

describe("what is signed", () => {
  it("F-063 F-064 a POST covers target with query, host, date, digest and type", () => {
    const headers = signRequest(
      { method: "POST", url: "https://b.example/inbox?a=b", headers: { Accept: "*/*" }, body: "{}" },
      peer.key,
      now,
    );
    expect(headers).toMatchObject({
      accept: "*/*",
      host: "b.example",
      date: "Sun, 01 Mar 2026 12:00:00 GMT",
      digest: "SHA-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=",
      "content-type": "application/activity+json",
    });
    const covered = 'algorithm="rsa-sha256",headers="(request-target) host date digest content-type"';
    expect(headers["signature"]).toContain(`keyId="${peer.key.keyId}",${covered}`);
  });

  it("a GET covers target, host and date", () => {
    const headers = signRequest(
      { method: "GET", url: "https://b.example:8443/u", headers: {} },
      peer.key,
      now,
    );
    expect(headers["host"]).toBe("b.example:8443");
    expect(headers["signature"]).toContain('headers="(request-target) host date"');
  });

  it("the signature is the same in another thread", async () => {
    const request = { method: "POST", url: "https://b.example/inbox", headers: {}, body: "{}" } as const;
    expect(await signRequestAsync(request, peer.key, now)).toEqual(signRequest(request, peer.key, now));
  });
});
