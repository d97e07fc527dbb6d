import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { endpoints } from "./endpoints/index.ts";
import { type Person, testServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
let ana: Person;

beforeAll(async () => {
  server = testServer();
  ana = await server.person("ana");
  // The first call of a day is remembered as a sign of life.
  await server.call("GET", "/api/v1/preferences", { token: ana.token });
});

beforeEach(() => void server.errors.splice(0));

const all = endpoints.map((one) => [`${one.method} ${one.path}`, one] as const);
const withBody = all.filter(([, { body }]) => body !== undefined);
const withParams = all.filter(([, { params }]) => params !== undefined);

/** What nobody means to send. */
const words: readonly string[] = [
  "",
  " ",
  "\0",
  "\ud800",
  "-1",
  "0",
  "1e999",
  "9".repeat(40),
  "١٢٣",
  "NaN",
  "null",
  "[]",
  "../../etc/passwd",
  "%",
  "' OR 1=1; --",
  "<script>alert(1)</script>",
  "\u202Eupside",
  "2026-02-30T99:99:99Z",
  "https://127.0.0.1:1/",
  "x".repeat(100_000),
  "a\u0301".repeat(5000),
];

function nested(depth: number): unknown {
  return depth === 0 ? "x" : [nested(depth - 1)];
}

const values: readonly unknown[] = [
  ...words,
  null,
  true,
  -1,
  0.5,
  1e300,
  Number.MAX_SAFE_INTEGER + 1,
  [],
  [null],
  {},
  { a: { b: { c: "d" } } },
  { "0": "x", "99999999999": "y" },
  { __proto__: { polluted: true }, constructor: "x" },
  nested(50),
  Array.from({ length: 200 }, () => "x"),
];

const shapes = ["=", "[]=", "[0]=", "[a][b]=", "[=", "[][][]="];

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
}

interface Shape {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

function shapeOf(schema: z.ZodType | undefined): Required<Shape> {
  if (schema === undefined) return { properties: {}, required: [] };
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }) as Shape; // every one is of an object
  return { properties, required };
}

function sample({ type, enum: choices, pattern }: Property): unknown {
  if (choices !== undefined) return choices[0];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return true;
  if (type === "array") return ["1"];
  return pattern === undefined ? "word" : "1";
}

/** What the operation needs at the least, in the forms that it says. */
function least(schema: z.ZodType | undefined): Readonly<Record<string, unknown>> {
  const { properties, required } = shapeOf(schema);
  return Object.fromEntries(required.map((name) => [name, sample(properties[name] ?? {})]));
}

const place = (path: string, value = "1"): string => path.replaceAll(/:\w+/g, value);

/** A refusal leaves no trace, and nothing at all breaks the server. */
async function ask(
  { method }: Endpoint,
  path: string,
  body?: { readonly type: string; readonly text: string },
): Promise<void> {
  const before = server.storage.changes();
  const headers = new Headers({ Authorization: `Bearer ${ana.token}` });
  if (body !== undefined) headers.set("Content-Type", body.type);
  const response = await server.api.request(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: body.text }),
  });
  const said = response.status < 300 ? { error: "" } : await response.json();
  const outcome = {
    request: `${path.slice(0, 200)} ${body?.text.slice(0, 200) ?? ""}`,
    broke: response.status >= 500,
    changed: response.status >= 300 && server.storage.changes() !== before,
  };
  expect(outcome).toEqual({ ...outcome, broke: false, changed: false });
  expect(said).toHaveProperty("error");
}

const json = (value: unknown) => ({ type: "application/json", text: JSON.stringify(value) });
const form = (text: string) => ({ type: "application/x-www-form-urlencoded", text });

test.each(all)("%s takes garbage in its query for a refusal or for nothing", async (_name, endpoint) => {
  const names = [...Object.keys(shapeOf(endpoint.query).properties), "unknown"];
  const needed = Object.entries(least(endpoint.query)).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  );
  for (const name of names) {
    const others = needed.filter((pair) => !pair.startsWith(`${name}=`));
    const pairs = [
      ...words.map((word) => `${name}=${encodeURIComponent(word.toWellFormed())}`),
      ...shapes.map((shape) => `${name}${shape}x`),
      `${name}=%ED%A0%80`,
      `${name}=%`,
      `${name}=1&${name}=2`,
    ];
    for (const pair of pairs) await ask(endpoint, `${place(endpoint.path)}?${[...others, pair].join("&")}`);
  }
  expect(server.errors).toEqual([]);
});

test.each(withBody)("%s takes garbage in its body for a refusal or for nothing", async (_name, endpoint) => {
  const at = place(endpoint.path);
  const needed = least(endpoint.body);
  for (const name of Object.keys(shapeOf(endpoint.body).properties)) {
    for (const value of values) await ask(endpoint, at, json({ ...needed, [name]: value }));
    for (const shape of shapes) await ask(endpoint, at, form(`${name}${shape}x`));
  }
  for (const text of ["", "{", "[]", "null", '"x"', "\0", `{"a":${"[".repeat(2000)}`])
    await ask(endpoint, at, { type: "application/json", text });
  await ask(endpoint, at, { type: "multipart/form-data", text: "no boundary" });
  await ask(endpoint, at, { type: "multipart/form-data; boundary=x", text: "--x\r\nbroken" });
  await ask(endpoint, at, { type: "text/plain", text: "status=x" });
  expect(server.errors).toEqual([]);
});

test.each(withParams)("%s knows nothing at an address that is garbage", async (_name, endpoint) => {
  const parts = ["0", "-1", "abc", "1e3", "9".repeat(30), "%00", "%F0%9F%92%A5", "..%2F..", "%ED%A0%80", "%"];
  for (const part of [...parts, "x".repeat(3000)]) await ask(endpoint, place(endpoint.path, part));
  expect(server.errors).toEqual([]);
});

test("what is no garbage changes something, or none of this would show anything", async () => {
  const before = server.storage.changes();
  await server.json("POST", "/api/v1/statuses", { token: ana.token, json: { status: "hello" } });
  expect(server.storage.changes()).toBeGreaterThan(before);
});
