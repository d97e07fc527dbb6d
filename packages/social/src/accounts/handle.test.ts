import { expect, test } from "vitest";
import { parseHandle } from "./handle.ts";

const here = { domain: "here.example", origin: "https://social.here.example:8443" };

test.each(["ana", "@ana", "@ana@Here.example", "ana@social.here.example:8443"])("%s lives here", (text) => {
  expect(parseHandle(text, here)).toEqual({ username: "ana", domain: undefined });
});

test("a domain is in lower case, a name as it was written", () => {
  expect(parseHandle("@Bob.b@There.Example", here)).toEqual({ username: "Bob.b", domain: "there.example" });
});

test.each(["", "@", "a b", "@ana@", "@ana@b@c", "ana@there.example/x", "x".repeat(513)])(
  "%j is no handle",
  (text) => {
    expect(parseHandle(text, here)).toBeUndefined();
  },
);

test("S-036 a domain in any script is kept in the one spelling under which its people are known", () => {
  expect(parseHandle("@zoe@BÜCHER.example.", here)).toEqual({
    username: "zoe",
    domain: "xn--bcher-kva.example",
  });
});
