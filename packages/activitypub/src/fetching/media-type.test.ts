import { expect, it } from "vitest";
import { isActivityType } from "./media-type.ts";

it.each([
  "application/activity+json",
  "application/activity+json; charset=utf-8",
  "Application/Activity+JSON",
  'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
  'application/ld+json;charset=utf-8;profile="https://www.w3.org/ns/activitystreams"',
  'application/ld+json; profile="https://other.example/ https://www.w3.org/ns/activitystreams"',
])("takes %s for a document of the protocol (F-027, S-033)", (type) => {
  expect(isActivityType(type)).toBe(true);
});

it.each([
  undefined,
  "",
  "application/json",
  "application/ld+json",
  'application/ld+json; profile="https://www.w3.org/ns/activitystreams.evil"',
  "text/html",
  "text/plain; application/activity+json",
])("does not take %s for one (F-027, S-033)", (type) => {
  expect(isActivityType(type)).toBe(false);
});
