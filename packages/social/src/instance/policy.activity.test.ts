import { expect, test } from "vitest";
import { fixedClock, memoryStorage } from "../memory/index.ts";
import { createPolicy } from "./policy.activity.ts";

test("limited federation has to do with the allowed domains alone, and not with those below them (F-080)", async () => {
  const policy = createPolicy({
    stores: memoryStorage().stores,
    allowedDomains: ["Friends.example", "bücher.example"],
    clock: fixedClock(),
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
  const policy = createPolicy({
    stores: memoryStorage().stores,
    allowedDomains: undefined,
    clock: fixedClock(),
  });
  expect([await policy.mayDeliver("any.example"), await policy.mayFetch("https://any.example/1")]).toEqual([
    true,
    true,
  ]);
});

test("S-048: a host is asked about once in two seconds, however much comes from it, and again when that failed", async () => {
  const clock = fixedClock();
  const { stores } = memoryStorage();
  const asked: string[] = [];
  let isDown = true;
  const domainRules: typeof stores.domainRules = {
    ...stores.domainRules,
    async about(domains) {
      asked.push(domains.join(" "));
      if (isDown) throw new Error("no database");
      return stores.domainRules.about(domains);
    },
  };
  const policy = createPolicy({ stores: { ...stores, domainRules }, allowedDomains: undefined, clock });
  await expect(policy.mayDeliver("any.example")).rejects.toThrow("no database");
  isDown = false;
  expect(await policy.mayDeliver("any.example")).toBe(true);
  expect(await policy.mayFetch("https://any.example/users/a")).toBe(true);
  expect(asked.length).toBe(2);
  clock.advance(2000);
  expect(await policy.mayDeliver("any.example")).toBe(true);
  expect(asked.length).toBe(3);
});
