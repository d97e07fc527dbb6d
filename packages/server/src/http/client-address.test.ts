import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { rangeTest } from "../config/kinds.ts";
import { createAddressReader, limitKey } from "./client-address.ts";

describe("the client's address", () => {
  const read = createAddressReader(rangeTest(["10.0.0.0/8", "::1/128"]));

  test("is the socket's when the peer is nobody's proxy, whatever the header says (S-106)", () => {
    assert.equal(read("192.0.2.7", "198.51.100.1"), "192.0.2.7");
  });

  test("is the last one in the header that no trusted proxy wrote (S-106)", () => {
    assert.equal(read("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
    assert.equal(read("::1", "198.51.100.1"), "198.51.100.1");
  });

  test("is the proxy's own where the header is missing", () => {
    assert.equal(read("10.0.0.1", undefined), "10.0.0.1");
  });

  test("is an IPv4 address also where it comes wrapped, or with a port", () => {
    assert.equal(read("::ffff:192.0.2.7", undefined), "192.0.2.7");
    assert.equal(read("::ffff:10.0.0.1", "192.0.2.8:4711"), "192.0.2.8");
  });
});

test("limits count IPv6 by the /64", () => {
  assert.equal(limitKey("192.0.2.7"), "192.0.2.7");
  assert.equal(limitKey("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  assert.equal(limitKey("2001:db8::1"), "2001:db8:0:0::/64");
  assert.equal(limitKey("2001:db8:1:2:ffff::"), limitKey("2001:db8:1:2::1"));
});
