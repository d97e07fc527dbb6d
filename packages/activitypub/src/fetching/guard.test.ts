import { describe, expect, it } from "vitest";
import { readRanges } from "./addresses.ts";
import { createGuardedLookup, readOutboundUrl, RefusedAddress } from "./guard.ts";

const none = readRanges([]);
const loopback = readRanges(["127.0.0.0/8"]);

describe("readOutboundUrl (S-058)", () => {
  it.each([
    "https://social.example/users/ana",
    "https://social.example:8443/?p=1",
    "https://xn--bcher-kva.example/a",
  ])("lets %s pass", (url) => {
    expect(readOutboundUrl(url, none)?.href).toBe(url);
  });

  it.each([
    ["another scheme", "ftp://social.example/"],
    ["a scheme of scripts", "javascript:alert(1)"],
    ["plain http", "http://social.example/"],
    ["user-info", "https://ana:secret@social.example/"],
    ["an address for a host", "https://1.1.1.1/"],
    ["an IPv6 address for a host", "https://[2606:4700:4700::1111]/"],
    ["a number for a host", "https://2130706433/"],
    ["a port of another protocol", "https://social.example:25/"],
    ["a line break", "https://social.example/\r\nHost: other"],
    ["a NUL", "https://social.example/\0"],
    ["a space", "https://social.example/a b"],
    ["a backslash", "https://social.example\\@evil.example/"],
    ["more than 2048 characters", `https://social.example/${"a".repeat(2048)}`],
    ["no address at all", "social.example"],
  ])("refuses %s", (_, url) => {
    expect(readOutboundUrl(url, none)).toBeUndefined();
  });

  it("lets plain http and literal addresses pass inside an excepted range only (S-057)", () => {
    expect(readOutboundUrl("http://127.0.0.1:3000/", loopback)?.port).toBe("3000");
    expect(readOutboundUrl("http://10.0.0.1/", loopback)).toBeUndefined();
    expect(readOutboundUrl("https://1.1.1.1/", loopback)).toBeUndefined();
  });
});

describe("createGuardedLookup (S-056)", () => {
  const look = (addresses: readonly string[], onlyAllowed = false, all = true): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const resolved = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      const lookup = createGuardedLookup({ resolve: async () => resolved, allowed: loopback, onlyAllowed });
      lookup("peer.example", { all }, (error, found) => (error === null ? resolve(found) : reject(error)));
    });

  it("hands over exactly the addresses that it checked", async () => {
    expect(await look(["1.1.1.1", "2606:4700:4700::1111"])).toEqual([
      { address: "1.1.1.1", family: 4 },
      { address: "2606:4700:4700::1111", family: 6 },
    ]);
    expect(await look(["1.1.1.1", "8.8.8.8"], false, false)).toBe("1.1.1.1");
  });

  it("refuses a name if any of its addresses is refused", async () => {
    await expect(look(["1.1.1.1", "10.0.0.1"])).rejects.toBeInstanceOf(RefusedAddress);
  });

  it("refuses a name without addresses", async () => {
    await expect(look([])).rejects.toBeInstanceOf(RefusedAddress);
  });

  it("refuses even a public address where only exceptions may pass", async () => {
    await expect(look(["1.1.1.1"], true)).rejects.toBeInstanceOf(RefusedAddress);
    expect(await look(["127.0.0.1"], true)).toEqual([{ address: "127.0.0.1", family: 4 }]);
  });
});
