import { expect, test } from "vitest";
import { type Parsed, readForm, readJson } from "./parameters.ts";

function form(query: string): unknown {
  return plain(readForm(new URLSearchParams(query)));
}

/** With ordinary objects, for comparing. */
function plain(parsed: Parsed): unknown {
  return parsed.ok ? JSON.parse(JSON.stringify(parsed.value)) : parsed.reason;
}

test("names nest, repeat and number, as Rails has it", () => {
  expect(form("id[]=1&id[]=2")).toEqual({ id: ["1", "2"] });
  expect(form("poll[options][]=a&poll[options][]=b&poll[multiple]=1")).toEqual({
    poll: { options: ["a", "b"], multiple: "1" },
  });
  expect(form("id[0]=1&id[1]=2")).toEqual({ id: { 0: "1", 1: "2" } });
  expect(form("f[0][name]=a&f[0][value]=b&f[1][name]=c")).toEqual({
    f: { 0: { name: "a", value: "b" }, 1: { name: "c" } },
  });
});

test("in a list of objects a name that is taken begins the next one", () => {
  expect(form("f[][name]=a&f[][value]=b&f[][name]=c")).toEqual({
    f: [{ name: "a", value: "b" }, { name: "c" }],
  });
});

test("a name with brackets that do not pair is a name", () => {
  expect(form("a[b=1&[]=2")).toEqual({ "a[b": "1", "[]": "2" });
});

test("names that mean something to the language are ignored (S-095)", () => {
  expect(form("__proto__[x]=1&a[constructor]=2&b=3")).toEqual({ b: "3" });
  expect(plain(readJson('{"__proto__":{"x":1},"a":{"prototype":2},"b":3}'))).toEqual({ a: {}, b: 3 });
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});

test("a value that is given twice is refused", () => {
  expect(form("a=1&a=2")).toBe("repeated");
  expect(form("a=1&a[b]=2")).toBe("repeated");
  expect(form("a[]=1&a[b]=2")).toBe("repeated");
});

test("depth and length have an end (S-094, S-163)", () => {
  expect(form("a[b][c][d][e]=1")).toEqual({ a: { b: { c: { d: { e: "1" } } } } });
  expect(form("a[b][c][d][e][f]=1")).toBe("too deep");
  expect(form(Array.from({ length: 101 }, () => "a[]=1").join("&"))).toBe("too many items");
  expect(plain(readJson(`{"a":${"[".repeat(6)}1${"]".repeat(6)}}`))).toBe("too deep");
  expect(plain(readJson(JSON.stringify({ a: Array.from({ length: 101 }, () => 1) })))).toBe("too many items");
  expect(form(Array.from({ length: 1001 }, (_, index) => `a${index}=1`).join("&"))).toBe("too many items");
});

test("text that no database keeps is refused", () => {
  expect(form("a=%00")).toBe("bad text");
  expect(plain(readJson('{"a":"\\u0000"}'))).toBe("bad text");
  expect(plain(readJson('{"a":"\\ud800"}'))).toBe("bad text");
  expect(plain(readJson('{"\\ud800":1}'))).toBe("bad text");
});

test("equal text is written in one way", () => {
  expect(form(`a=${encodeURIComponent("e\u0301")}`)).toEqual({ a: "\u00e9" });
});

test("S-164 no number of accents on one letter holds us up", () => {
  const started = performance.now();
  readJson(JSON.stringify({ status: `a${"\u0315\u0300".repeat(30_000)}` }));
  expect(performance.now() - started).toBeLessThan(500);
});

test("JSON must be an object; null in it is silence", () => {
  expect(plain(readJson('{"a":null,"b":[1,null,"x",true]}'))).toEqual({ b: [1, "x", true] });
  expect(plain(readJson(""))).toEqual({});
  expect(plain(readJson("[1]"))).toBe("malformed");
  expect(plain(readJson("{"))).toBe("malformed");
});
