import { expect, it } from "vitest";
import { createIsLocal } from "./is-local.ts";

const isLocal = createIsLocal({ origin: "https://social.ours.example", handleDomain: "ours.example" });

it.each([
  "https://social.ours.example/users/ana",
  "https://OURS.example/",
  "http://ours.example/",
  "https://ours.example./users/ana",
  "https://ours.example:443/users/ana",
])("%s is ours (S-034)", (url) => {
  expect(isLocal(url)).toBe(true);
});

it.each([
  "https://peer.example/",
  "https://ours.example.evil.example/",
  "https://evil.example/?ours.example",
  "ana",
  "",
])("'%s' is not", (url) => {
  expect(isLocal(url)).toBe(false);
});
