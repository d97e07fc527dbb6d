import { expect, test } from "vitest";
import { canonicalDomain, isOurs } from "./untrusted.ts";

const home = { domain: "Bücher.example", origin: "https://social.buecher.example" };

test.each([
  "https://social.buecher.example/users/ana",
  "https://SOCIAL.buecher.example./users/ana",
  "https://social.buecher.example:443/",
  "https://x@social.buecher.example/",
  "https://xn--bcher-kva.example/",
  "https://BÜCHER.example./@ana",
])("S-034 S-036 %s is ours, however it is spelt", (uri) => {
  expect(isOurs(uri, home)).toBe(true);
});

test.each([
  "https://buecher.example/",
  "https://social.buecher.example.evil.example/",
  "ana",
  "tag:x,2026:1",
])("S-034 %s is not ours", (uri) => {
  expect(isOurs(uri, home)).toBe(false);
});

test("S-036 a domain has one spelling", () => {
  const spellings = ["xn--bcher-kva.example", "bücher.example", "BÜCHER.example."];
  expect(spellings.map(canonicalDomain)).toEqual(spellings.map(() => "xn--bcher-kva.example"));
  expect(canonicalDomain("There.example:8443")).toBe("there.example:8443");
});
