import { describe, expect, it } from "vitest";
import { classifyAddress, readRanges } from "./addresses.ts";

describe("classifyAddress (F-028, S-055)", () => {
  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.1.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
  ])("refuses %s, which is not global unicast", (address) => {
    expect(classifyAddress(address)).toBe("refused");
  });

  it.each([
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2620:4f:8000::1",
    "3fff::1",
    "4000::1",
    "100::1",
  ])("refuses %s, which is not global unicast either", (address) => {
    expect(classifyAddress(address)).toBe("refused");
  });

  it.each([
    "1.1.1.1",
    "9.255.255.255",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450::1",
    "2001:4860:4860::8888",
    "2003::1",
  ])("takes %s for public", (address) => {
    expect(classifyAddress(address)).toBe("public");
  });

  it.each(["", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3", "::1::"])(
    "refuses %s, which is no address",
    (text) => {
      expect(classifyAddress(text)).toBe("refused");
    },
  );

  it("allows what lies in an excepted range, wrapped or not, and nothing beside it (S-057)", () => {
    const allowed = readRanges(["127.0.0.0/8", "fd00:1::/32"]);
    expect(classifyAddress("127.9.9.9", allowed)).toBe("allowed");
    expect(classifyAddress("::ffff:127.0.0.1", allowed)).toBe("allowed");
    expect(classifyAddress("64:ff9b::7f00:1", allowed)).toBe("allowed");
    expect(classifyAddress("fd00:1::9", allowed)).toBe("allowed");
    expect(classifyAddress("fd00:2::9", allowed)).toBe("refused");
    expect(classifyAddress("::1", allowed)).toBe("refused");
    expect(classifyAddress("10.0.0.1", allowed)).toBe("refused");
  });
});

describe("readRanges", () => {
  it("takes single addresses with a full prefix", () => {
    const [range] = readRanges(["10.0.0.7/32"]);
    expect(classifyAddress("10.0.0.7", range === undefined ? [] : [range])).toBe("allowed");
    expect(classifyAddress("10.0.0.8", range === undefined ? [] : [range])).toBe("refused");
  });

  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10/8", "all", "::/129", "10.0.0.0/-1"])(
    "throws on %s",
    (text) => {
      expect(() => readRanges([text])).toThrow(/CIDR/);
    },
  );
});
