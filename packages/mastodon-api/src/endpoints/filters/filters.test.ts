import { beforeEach, expect, test } from "vitest";
import type { FilterEntity, FilterV1Entity, StatusEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

const terms = { title: "Drinks", context: ["home"], keywords_attributes: [{ keyword: "tea" }] };

const make = (json: object = {}): Promise<FilterEntity> =>
  server.json("POST", "/api/v2/filters", { token: ana.token, json: { ...terms, ...json } });

const read = <Body>(path: string): Promise<Body> => server.json("GET", path, { token: ana.token });

/** The status of a call and what is in its body. */
async function call(person: Person, [method, path]: readonly [string, string], json?: object) {
  const response = await server.call(method, path, { token: person.token, ...(json && { json }) });
  return [response.status, await response.json()];
}

const answer = (method: string, path: string, json?: object) => call(ana, [method, path], json);
const foreign = (method: string, path: string, json?: object) => call(ben, [method, path], json);

test("POST /api/v2/filters makes a filter with its keywords, GET /api/v2/filters lists them", async () => {
  const form = {
    title: "Drinks",
    "context[]": "home",
    filter_action: "blur",
    expires_in: "60",
    "keywords_attributes[0][keyword]": "tea",
    "keywords_attributes[1][keyword]": "coffee",
    "keywords_attributes[1][whole_word]": "false",
  };
  const made = await server.json<FilterEntity>("POST", "/api/v2/filters", { token: ana.token, form });
  expect(made).toMatchObject({
    title: "Drinks",
    context: ["home"],
    filter_action: "blur",
    expires_at: "2026-03-01T12:01:00.000Z",
    keywords: [
      { keyword: "tea", whole_word: true },
      { keyword: "coffee", whole_word: false },
    ],
    statuses: [],
  });
  expect(await read("/api/v2/filters")).toEqual([made]);
  expect(await server.json("GET", "/api/v2/filters", { token: ben.token })).toEqual([]);
  for (const wrong of [
    { title: "" },
    { context: [] },
    { context: ["x"] },
    { filter_action: "x" },
    { expires_in: "x" },
  ])
    expect((await answer("POST", "/api/v2/filters", { ...terms, ...wrong }))[0]).toBe(422);
  expect((await server.call("GET", "/api/v2/filters")).status).toBe(401);
  const narrow = await server.token(ana.user, ["read:lists"]);
  expect((await server.call("GET", "/api/v2/filters", { token: narrow })).status).toBe(403);
});

test("GET /api/v2/filters/:id shows, PUT /api/v2/filters/:id changes and DELETE /api/v2/filters/:id removes one's own", async () => {
  const made = await make({ expires_in: 60 });
  const path = `/api/v2/filters/${made.id}`;
  expect(await answer("GET", path)).toEqual([200, made]);
  const [tea] = made.keywords ?? [];
  const change = {
    filter_action: "hide",
    expires_in: "",
    keywords_attributes: [{ id: tea?.id, _destroy: true }, { keyword: "cocoa" }],
  };
  const changed = await server.json<FilterEntity>("PUT", path, { token: ana.token, json: change });
  expect(changed).toMatchObject({ title: "Drinks", filter_action: "hide", expires_at: null });
  expect(changed.keywords?.map(({ keyword }) => keyword)).toEqual(["cocoa"]);
  for (const method of ["GET", "PUT", "DELETE"]) {
    const denied = await foreign(method, path, method === "PUT" ? { title: "x" } : undefined);
    expect(denied).toEqual([404, { error: "Record not found" }]);
  }
  expect((await answer("PUT", path, { title: "x".repeat(257) }))[0]).toBe(422);
  expect(await answer("DELETE", path)).toEqual([200, {}]);
  expect((await answer("DELETE", path))[0]).toBe(404);
});

test("GET /api/v2/filters/:filter_id/keywords and POST /api/v2/filters/:filter_id/keywords are of one filter", async () => {
  const { id, keywords } = await make();
  const path = `/api/v2/filters/${id}/keywords`;
  expect(await read(path)).toEqual(keywords);
  const [status, added] = await answer("POST", path, { keyword: "cocoa", whole_word: false });
  expect([status, added]).toMatchObject([200, { keyword: "cocoa", whole_word: false }]);
  expect(await read(path)).toEqual([...(keywords ?? []), added]);
  expect((await answer("POST", path, { keyword: "" }))[0]).toBe(422);
  expect((await foreign("GET", path, undefined))[0]).toBe(404);
  expect((await foreign("POST", path, { keyword: "x" }))[0]).toBe(404);
});

test("GET /api/v2/filters/keywords/:id, PUT /api/v2/filters/keywords/:id and DELETE /api/v2/filters/keywords/:id are one's own", async () => {
  const { keywords } = await make();
  const path = `/api/v2/filters/keywords/${keywords?.[0]?.id ?? ""}`;
  expect(await answer("GET", path)).toEqual([200, keywords?.[0]]);
  const changed = { ...keywords?.[0], keyword: "mate", whole_word: false };
  expect(await answer("PUT", path, { keyword: "mate", whole_word: false })).toEqual([200, changed]);
  for (const method of ["GET", "PUT", "DELETE"])
    expect((await foreign(method, path, method === "PUT" ? { keyword: "x" } : undefined))[0]).toBe(404);
  expect(await answer("DELETE", path)).toEqual([200, {}]);
  expect((await answer("GET", path))[0]).toBe(404);
});

test("POST /api/v2/filters/:filter_id/statuses, GET /api/v2/filters/:filter_id/statuses, GET /api/v2/filters/statuses/:id and DELETE /api/v2/filters/statuses/:id name single statuses", async () => {
  const { id } = await make();
  const post = { token: ben.token, form: { status: "hello" } };
  const posted = await server.json<StatusEntity>("POST", "/api/v1/statuses", post);
  const path = `/api/v2/filters/${id}/statuses`;
  const [status, added] = await answer("POST", path, { status_id: posted.id });
  expect([status, added]).toMatchObject([200, { status_id: posted.id }]);
  expect(await read(path)).toEqual([added]);
  const seen = await read<StatusEntity>(`/api/v1/statuses/${posted.id}`);
  expect(seen.filtered).toMatchObject([{ keyword_matches: null, status_matches: [posted.id] }]);
  expect((await answer("POST", path, { status_id: posted.id }))[0]).toBe(422);
  expect((await answer("POST", path, { status_id: "1" }))[0]).toBe(404);
  expect((await foreign("GET", path, undefined))[0]).toBe(404);
  const [part] = (await read<FilterEntity>(`/api/v2/filters/${id}`)).statuses ?? [];
  const own = `/api/v2/filters/statuses/${part?.id ?? ""}`;
  expect(await answer("GET", own)).toEqual([200, part]);
  for (const method of ["GET", "DELETE"]) expect((await foreign(method, own, undefined))[0]).toBe(404);
  expect(await answer("DELETE", own)).toEqual([200, {}]);
  expect((await answer("DELETE", own))[0]).toBe(404);
});

test("GET /api/v1/filters, POST /api/v1/filters, GET /api/v1/filters/:id, PUT /api/v1/filters/:id and DELETE /api/v1/filters/:id know keywords as filters", async () => {
  const json = { phrase: "tea", context: ["home", "public"], irreversible: true, whole_word: false };
  const made = await server.json<FilterV1Entity>("POST", "/api/v1/filters", { token: ana.token, json });
  expect(made).toEqual({ ...json, id: made.id, expires_at: null });
  expect(await read("/api/v1/filters")).toEqual([made]);
  const path = `/api/v1/filters/${made.id}`;
  expect(await answer("GET", path)).toEqual([200, made]);
  expect(await read("/api/v2/filters")).toMatchObject([{ title: "tea", filter_action: "hide" }]);
  const change = { phrase: "mate", context: ["home"], whole_word: true };
  const changed = { id: made.id, ...change, irreversible: false, expires_at: null };
  expect(await answer("PUT", path, change)).toEqual([200, changed]);
  expect((await answer("PUT", path, { phrase: "x" }))[0]).toBe(422);
  for (const method of ["GET", "PUT", "DELETE"])
    expect((await foreign(method, path, method === "PUT" ? change : undefined))[0]).toBe(404);
  expect(await answer("DELETE", path)).toEqual([200, {}]);
  expect(await read("/api/v2/filters")).toEqual([]);
  const several = await make({ keywords_attributes: [{ keyword: "a" }, { keyword: "b" }] });
  const one = `/api/v1/filters/${several.keywords?.[0]?.id ?? ""}`;
  expect((await answer("PUT", one, change))[0]).toBe(422);
  expect(await answer("DELETE", one)).toEqual([200, {}]);
  expect(await read("/api/v1/filters")).toMatchObject([{ phrase: "b" }]);
});

test("a status says by what it is filtered, without the filter's other keywords", async () => {
  const { id } = await make({ context: ["thread"] });
  const post = { token: ben.token, form: { status: "Some TEA" } };
  const posted = await server.json<StatusEntity>("POST", "/api/v1/statuses", post);
  const seen = await read<StatusEntity>(`/api/v1/statuses/${posted.id}`);
  const filter = { id, title: "Drinks", context: ["thread"], expires_at: null, filter_action: "warn" };
  expect(seen.filtered).toEqual([{ filter, keyword_matches: ["TEA"], status_matches: null }]);
  expect(await server.json("GET", `/api/v1/statuses/${posted.id}`)).not.toHaveProperty("filtered");
});
