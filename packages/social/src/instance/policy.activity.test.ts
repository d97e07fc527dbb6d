import { expect, test } from "vitest";
import { memoryStorage } from "../memory/index.ts";
import { createPolicy } from "./policy.activity.ts";

test("limited federation has to do with the allowed domains alone, and not with those below them (F-080)", async () => {
  const policy = createPolicy({
    stores: memoryStorage().stores,
    allowedDomains: ["Friends.example", "bücher.example"],
  });
  const hosts = ["friends.example", "xn--bcher-kva.example", "www.friends.example", "evil.example", ""];
  expect(await Promise.all(hosts.map((host) => policy.mayDeliver(host)))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(await policy.mayFetch("https://friends.example/users/a#main-key")).toBe(true);
  expect(await policy.mayFetch("https://evil.example/users/friends.example")).toBe(false);
  expect(await policy.mayFetch("nonsense")).toBe(false);
});

test("without a list everybody is heard", async () => {
  const policy = createPolicy({ stores: memoryStorage().stores, allowedDomains: undefined });
  expect([await policy.mayDeliver("any.example"), await policy.mayFetch("https://any.example/1")]).toEqual([
    true,
    true,
  ]);
});
