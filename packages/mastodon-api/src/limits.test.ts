import { minutes } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { expect, test } from "vitest";
import { countedAddress, memoryRateLimiter, takeAll } from "./limits.ts";
import { testServer } from "./testing/server.ts";

test("a window lets so many through, and opens anew when its time is over", async () => {
  const clock = fixedClock();
  const limiter = memoryRateLimiter({ clock });
  const rule = { calls: 2, within: minutes(5) };
  expect(await limiter.take("a", rule)).toMatchObject({ allowed: true, limit: 2, remaining: 1 });
  expect(await limiter.take("a", rule)).toMatchObject({ allowed: true, remaining: 0 });
  clock.advance(minutes(1));
  expect(await limiter.take("a", rule)).toMatchObject({ allowed: false, remaining: 0, resetInSeconds: 240 });
  expect(await limiter.take("b", rule)).toMatchObject({ allowed: true });
  clock.advance(minutes(4));
  expect(await limiter.take("a", rule)).toMatchObject({ allowed: true, remaining: 1 });
});

test("the answer is the limit that is closest to its end", async () => {
  const limiter = memoryRateLimiter({ clock: fixedClock() });
  const caller = { token: "1", user: "2", address: "192.0.2.1" };
  const closest = await takeAll(["per token", "per user", "anonymous", "deletion"], caller, limiter);
  expect(closest).toMatchObject({ limit: 30, remaining: 29 });
});

test("IPv6 addresses are counted by their network, mapped ones as what they are (S-106)", () => {
  expect(countedAddress("192.0.2.1")).toBe("192.0.2.1");
  expect(countedAddress("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(countedAddress("2001:DB8:0:1::5")).toBe("2001:db8:0:1::/64");
  expect(countedAddress("2001:db8:0:1:aaaa:bbbb:cccc:dddd")).toBe("2001:db8:0:1::/64");
  expect(countedAddress("2001:db8::5")).toBe("2001:db8:0:0::/64");
});

function limited(exempt = false) {
  return testServer((_social, clock) => ({
    limiter: memoryRateLimiter({ clock }),
    address: () => "192.0.2.1",
    exempt: () => exempt,
  }));
}

test("answers say what is left, and the one too many is refused (S-165, S-122)", async () => {
  const server = limited();
  const json = { client_name: "App", redirect_uris: "urn:ietf:wg:oauth:2.0:oob" };
  const first = await server.call("POST", "/api/v1/apps", { json });
  expect(first.headers.get("x-ratelimit-limit")).toBe("5");
  expect(first.headers.get("x-ratelimit-remaining")).toBe("4");
  expect(first.headers.get("x-ratelimit-reset")).toBe("2026-03-01T12:10:00.000000Z");
  for (let count = 0; count < 4; count += 1) await server.call("POST", "/api/v1/apps", { json });
  const refused = await server.call("POST", "/api/v1/apps", { json });
  expect([refused.status, await refused.json()]).toEqual([429, { error: "Too many requests" }]);
  expect(refused.headers.get("retry-after")).toBe("600");
  server.clock.advance(minutes(10));
  expect((await server.call("POST", "/api/v1/apps", { json })).status).toBe(200);
});

test("an exempt address is not counted", async () => {
  const server = limited(true);
  expect((await server.call("GET", "/api/v1/instance")).headers.has("x-ratelimit-limit")).toBe(false);
});

test("guessing tokens uses up the allowance of the address", async () => {
  const server = limited();
  await server.call("GET", "/api/v1/instance", { token: "guess" });
  const next = await server.call("GET", "/api/v1/instance");
  expect(next.headers.get("x-ratelimit-remaining")).toBe("298");
});
