import { describe, expect, it } from "vitest";
import { canonicalHost, isSameHandle, readHandle } from "./handle.ts";

describe("readHandle", () => {
  it.each([
    "ana@peer.example",
    "@ana@peer.example",
    "acct:ana@peer.example",
    " ana@PEER.example. ",
    "ana@peer.example:443",
  ])("reads %s", (text) => {
    expect(readHandle(text)).toEqual({ user: "ana", host: "peer.example" });
  });

  it.each(["a.b-c@peer.example", "a..b@peer.example", "_@peer.example"])(
    "F-017: a name may have dots and hyphens between its words, as in %s",
    (text) => {
      expect(readHandle(text)?.host).toBe("peer.example");
    },
  );

  it.each([".ana@peer.example", "ana-@peer.example", "-@peer.example", `${"a".repeat(2049)}@peer.example`])(
    "F-017: a name does not begin or end with them, nor has no end at all: %.20s",
    (text) => {
      expect(readHandle(text)).toBeUndefined();
    },
  );

  it.each([
    "ana",
    "@ana",
    "@peer.example",
    "a b@peer.example",
    "a/b@peer.example",
    "ana@",
    "ana@peer.example/x",
    "ana@pe er",
    "žofie@peer.example",
  ])("refuses %s (S-037, F-017)", (text) => {
    expect(readHandle(text)).toBeUndefined();
  });

  it("keeps the case of the name, and compares without it", () => {
    const [one, other] = [readHandle("Ana@peer.example"), readHandle("ana@peer.example")];
    expect(one?.user).toBe("Ana");
    expect(one !== undefined && other !== undefined && isSameHandle(one, other)).toBe(true);
  });
});

describe("canonicalHost (S-036)", () => {
  it.each([".", "..", "a..example", ".example"])(
    "takes %s for no host: a label has letters (S-036)",
    (text) => {
      expect(canonicalHost(text)).toBeUndefined();
    },
  );

  it.each([
    ["Peer.Example", "peer.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["peer.example.", "peer.example"],
    ["peer.example:443", "peer.example"],
    ["peer.example:8443", "peer.example:8443"],
  ])("writes %s as %s", (text, host) => {
    expect(canonicalHost(text)).toBe(host);
  });

  it.each([
    "",
    "a b",
    "peer.example/x",
    "user@peer.example",
    "peer\\.example",
    "peer%2eexample",
    "peer.example?x",
  ])("refuses %s", (text) => {
    expect(canonicalHost(text)).toBeUndefined();
  });
});
