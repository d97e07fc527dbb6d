import assert from "node:assert/strict";
import { test } from "vitest";
import { faultOfTarget } from "./path.ts";

test("ordinary targets are taken as they are", () => {
  const ordinary = [
    "/",
    "/@alice",
    "/@alice/1",
    "/api/v1/statuses/1?x=%2F..%00",
    "/tags/caf%C3%A9",
    "/.well-known/webfinger?resource=acct:a@b",
    "/a...b",
  ];
  for (const target of ordinary) {
    assert.equal(faultOfTarget(target), undefined, target);
  }
});

test("whatever two readers could read in two ways is refused", () => {
  const twisted = [
    "/a//b",
    "/a/../b",
    "/a/%2e%2E/b",
    "/a/.",
    "/a%2fb",
    "/a%5Cb",
    "/a\\b",
    "/a%00",
    "*",
    "http://other/",
    "/%ff",
    "/a\tb",
  ];
  for (const target of twisted) assert.equal(faultOfTarget(target), "malformed", target);
});

test("so is what is too long", () => {
  assert.equal(faultOfTarget(`/${"a".repeat(2048)}`), "too-long");
  assert.equal(faultOfTarget(`/?${"a".repeat(8192)}`), "too-long");
});
