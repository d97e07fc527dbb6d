import { expect, it } from "vitest";
import { writeCanonicalJson } from "./canonical-json.ts";

it.each<[unknown, string]>([
  [{ b: [1, 1.5e300, -0], a: { d: null, c: true } }, '{"a":{"c":true,"d":null},"b":[1,1.5e+300,0]}'],
  // The example of RFC 8785, section 3.2.3: the order is that of UTF-16 units.
  [
    {
      "\u20ac": "Euro",
      "\r": "CR",
      "\ufb33": "Dalet",
      1: "One",
      "\u{1f600}": "Smile",
      "\u0080": "Control",
      "\u00f6": "o",
    },
    '{"\\r":"CR","1":"One","\u0080":"Control","\u00f6":"o","\u20ac":"Euro","\u{1f600}":"Smile","\ufb33":"Dalet"}',
  ],
  ['\u000f\n"\\', '"\\u000f\\n\\"\\\\"'],
  [JSON.parse('{"__proto__":1,"a":2}'), '{"__proto__":1,"a":2}'],
])("%j is written in one way", (value, text) => {
  expect(writeCanonicalJson(value)).toBe(text);
});

it.each([
  ["half of a pair", "\ud800"],
  ["inside", { a: ["\udfff"] }],
  ["a name", { "\ud800": 1 }],
  ["infinity", Infinity],
  ["nothing", undefined],
])("%s has no such form", (_, value) => {
  expect(writeCanonicalJson(value)).toBeUndefined();
});
