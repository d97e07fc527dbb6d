import assert from "node:assert/strict";
import { test } from "vitest";
import { bodyLimitOf, classOf } from "./request-class.ts";

test("a request's class follows from its method and path", () => {
  const classes = [
    ["GET", "/health", "health"],
    ["GET", "/api/v1/streaming/health", "health"],
    ["POST", "/auth/sign_in", "auth"],
    ["POST", "/oauth/token", "auth"],
    ["POST", "/api/v1/apps", "auth"],
    ["GET", "/api/v1/accounts/1", "reads"],
    ["GET", "/@ana", "reads"],
    ["POST", "/api/v1/statuses", "writes"],
    ["POST", "/inbox", "inbox"],
    ["POST", "/users/ana/inbox", "inbox"],
    ["POST", "/api/v2/media", "media"],
    ["GET", "/media/a/b.png", "media"],
  ] as const;
  for (const [method, path, kind] of classes) assert.equal(classOf(method, path), kind, `${method} ${path}`);
});

test("S-162: a body may be as large as what it is for", () => {
  const limits = [
    ["/inbox", 1024 * 1024],
    ["/api/v1/statuses", 1024 * 1024],
    ["/oauth/authorize", 64 * 1024],
    ["/api/v2/media", 99 * 1024 * 1024 + 64 * 1024],
  ] as const;
  for (const [path, bytes] of limits) assert.equal(bodyLimitOf("POST", path), bytes, path);
});
