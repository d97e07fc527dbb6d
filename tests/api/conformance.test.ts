import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";
import { accountOf, kinds, shapes } from "./shapes.ts";
import type { Shape } from "./shapes.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  server = await openServer();
  [ana, ben] = await Promise.all([addPerson(server, "ana"), addPerson(server, "ben")]);
});

afterAll(() => server.stop());

type Body = Readonly<Record<string, unknown>>;

interface Asked {
  readonly by?: Person;
  readonly method?: string;
  readonly json?: unknown;
}

function ask(path: string, { by, method, json }: Asked = {}): Promise<Response> {
  return fetch(`${server.origin}${path}`, {
    method: method ?? (json === undefined ? "GET" : "POST"),
    headers: {
      ...(by === undefined ? {} : { authorization: `Bearer ${by.token}` }),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
}

async function read(path: string, asked?: Asked): Promise<Body> {
  const answer = await ask(path, asked);
  assert.equal(answer.status, 200, path);
  assert.equal(answer.headers.get("content-type"), "application/json; charset=utf-8");
  return (await answer.json()) as Body; // what is in it is what the tests look at
}

async function readList(path: string, asked?: Asked): Promise<readonly Body[]> {
  const list: unknown = await read(path, asked);
  assert.ok(Array.isArray(list), path);
  return list;
}

function isRecord(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is wrong with a value, as sentences; nothing for one that fits the documented shape. */
function faults(value: unknown, shape: Shape, at: string): readonly string[] {
  if (!isRecord(value)) return [`${at} is no object`];
  const unknown = Object.keys(value).filter((name) => !(name in shape) && !(`${name}?` in shape));
  const wrong = Object.entries(shape).flatMap(([key, kind]) => {
    const name = key.replace(/\?$/, "");
    const field = `${at}.${name}`;
    if (!(name in value)) return key.endsWith("?") ? [] : [`${field} is missing`];
    return faultsOfField(value[name], kind, field);
  });
  return [...unknown.map((name) => `${at}.${name} is not documented`), ...wrong];
}

function faultsOfField(value: unknown, kind: Shape[string], at: string): readonly string[] {
  if (typeof kind !== "string") return faults(value, kind, at);
  if (kind.endsWith("|null")) return value === null ? [] : faultsOfField(value, kind.slice(0, -5), at);
  if (kind.endsWith("[]")) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((item, index) => faultsOfField(item, kind.slice(0, -2), `${at}[${index}]`));
  }
  const shape = shapes[kind];
  if (shape !== undefined) return faults(value, shape, at);
  const fits = kinds[kind];
  assert.ok(fits, `no kind is called ${kind}`);
  return fits(value) ? [] : [`${at} is no ${kind}: ${JSON.stringify(value)}`];
}

function conforms(value: unknown, kind: string): void {
  assert.deepEqual(faultsOfField(value, kind, kind.replace("[]", "")), []);
}

const post = (by: Person, json: Body): Promise<Body> => read("/api/v1/statuses", { by, json });

describe("every field is what the documentation says (S-085)", () => {
  test("of an account, one's own, and of preferences", async () => {
    conforms(await read(`/api/v1/accounts/${ana.id}`), "Account");
    conforms(await read("/api/v1/accounts/verify_credentials", { by: ana }), "CredentialAccount");
    const json = {
      note: "hello",
      fields_attributes: [{ name: "home", value: "https://ana.example" }],
      source: { language: "en" },
    };
    const changed = await read("/api/v1/accounts/update_credentials", { by: ana, method: "PATCH", json });
    conforms(changed, "CredentialAccount");
    assert.match(String(changed["created_at"]), /T00:00:00\.000Z$/);
    assert.equal((changed["source"] as Body)["note"], "hello");
    assert.match(String(changed["note"]), /^<p>hello<\/p>$/);
    conforms(await read("/api/v1/preferences", { by: ana }), "Preferences");
  });

  test("of a status, for its author, for others and for nobody", async () => {
    const json = { status: "To @ben about #tides", spoiler_text: "water", language: "en", sensitive: true };
    const posted = await post(ana, json);
    const path = `/api/v1/statuses/${String(posted["id"])}`;
    const marks = ["favourited", "reblogged", "bookmarked", "muted", "filtered"];
    conforms(posted, "Status");
    assert.ok([...marks, "pinned"].every((name) => name in posted));
    const others = await read(path, { by: ben });
    conforms(others, "Status");
    assert.deepEqual(
      [...marks, "pinned"].map((name) => name in others),
      [true, true, true, true, true, false],
    );
    const anonymous = await read(path);
    conforms(anonymous, "Status");
    assert.ok([...marks, "pinned"].every((name) => !(name in anonymous)));
  });

  test("of a boost, which holds the status and is nested no deeper", async () => {
    const { id } = await post(ana, { status: "worth a boost" });
    const boost = await read(`/api/v1/statuses/${String(id)}/reblog`, { by: ben, json: {} });
    conforms(boost, "Status");
    const inner = boost["reblog"] as Body;
    assert.deepEqual([inner["id"], inner["reblog"], inner["reblogged"]], [id, null, true]);
  });

  test("of an edit, a source, a thread and a deletion", async () => {
    const { id } = await post(ana, { status: "first" });
    const path = `/api/v1/statuses/${String(id)}`;
    const edited = await read(path, { by: ana, method: "PUT", json: { status: "second" } });
    conforms(edited, "Status");
    assert.notEqual(edited["edited_at"], null);
    conforms(await read(`${path}/history`), "StatusEdit[]");
    conforms(await read(`${path}/source`, { by: ana }), "StatusSource");
    await post(ben, { status: "an answer", in_reply_to_id: id });
    const thread = await read(`${path}/context`, { by: ben });
    conforms(thread, "Context");
    assert.equal((thread["descendants"] as Body[])[0]?.["in_reply_to_account_id"], ana.id);
    const deleted = await read(path, { by: ana, method: "DELETE" });
    conforms(deleted, "DeletedStatus");
    assert.equal(deleted["text"], "second");
    assert.equal((await ask(path)).status, 404);
  });

  test("of relationships, before and after a follow, in the order in which they were asked for", async () => {
    const [before] = await readList(`/api/v1/accounts/relationships?id[]=${ana.id}`, { by: ben });
    conforms(before, "Relationship");
    const json = { reblogs: false, notify: true, languages: ["en"] };
    const after = await read(`/api/v1/accounts/${ana.id}/follow`, { by: ben, json });
    conforms(after, "Relationship");
    assert.deepEqual(
      ["following", "showing_reblogs", "notifying", "languages"].map((name) => after[name]),
      [true, false, true, ["en"]],
    );
    const path = `/api/v1/accounts/relationships?id[0]=abc&id[1]=${ben.id}&id[2]=1&id[3]=${ana.id}`;
    const several = await readList(path, { by: ben });
    assert.deepEqual(
      several.map(({ id }) => id),
      [ben.id, ana.id],
    );
  });

  test("of notifications of each kind", async () => {
    const { id } = await post(ana, { status: "notable" });
    for (const verb of ["favourite", "reblog"])
      await read(`/api/v1/statuses/${String(id)}/${verb}`, { by: ben, json: {} });
    await post(ben, { status: "hello @ana" });
    const list = await until("three kinds of news", async () => {
      const found = await readList("/api/v1/notifications", { by: ana });
      const types = found.map(({ type }) => type);
      return ["favourite", "reblog", "mention"].every((type) => types.includes(type)) ? found : undefined;
    });
    conforms(list, "Notification[]");
    for (const { type, status } of list) assert.equal(status === undefined, type === "follow");
  });

  test("of findings and tags, known and unknown", async () => {
    conforms(await read("/api/v2/search?q=tides", { by: ana }), "Search");
    conforms(await read("/api/v2/search?q=ana"), "Search");
    const tag = await read("/api/v1/tags/tides", { by: ana });
    conforms(tag, "Tag");
    assert.equal((tag["history"] as unknown[]).length, 7);
    const unknown = await read("/api/v1/tags/nothing_like_it");
    conforms(unknown, "Tag");
    assert.ok(!("following" in unknown));
  });

  test("of the server, in both versions", async () => {
    const instance = await read("/api/v2/instance");
    conforms(instance, "Instance");
    assert.equal(instance["domain"], server.domain);
    const older = await read("/api/v1/instance");
    conforms(older, "InstanceV1");
    assert.equal(older["uri"], server.domain);
  });

  test("of apps and tokens", async () => {
    const app = await read("/api/v1/apps", {
      json: { client_name: "Reader", redirect_uris: ["https://reader.example/back"], scopes: "read" },
    });
    conforms(app, "CredentialApplication");
    const { client_id, client_secret } = app;
    const token = await read("/oauth/token", {
      json: { grant_type: "client_credentials", client_id, client_secret },
    });
    conforms(token, "Token");
    const by = { ...ana, token: String(token["access_token"]) };
    const shown = await read("/api/v1/apps/verify_credentials", { by });
    conforms(shown, "Application");
    assert.equal(shown["id"], app["id"]);
  });
});

describe("a refusal is said in Mastodon's words", () => {
  const refused = async (path: string, asked?: Asked): Promise<readonly [number, unknown]> => {
    const answer = await ask(path, asked);
    return [answer.status, ((await answer.json()) as Body)["error"]];
  };

  test.each([
    ["/api/v1/timelines/home", 401, "The access token is invalid"],
    ["/api/v1/accounts/1", 404, "Record not found"],
    ["/api/v1/accounts/abc", 404, "Record not found"],
    ["/api/v1/statuses/99999999999999999999", 404, "Record not found"],
    ["/api/v1/nothing/like/it", 404, "Not Found"],
    ["/api/v2/search", 400, "param is missing or the value is empty or invalid: q"],
    ["/api/v2/search?q=ana&offset=-1", 422, "Validation failed: Offset must be greater than or equal to 0"],
    ["/api/v2/search?q=ana&type=songs", 422, "Validation failed: Type is not included in the list"],
    ["/api/v1/timelines/public?limit=1&limit=2", 400, "The parameters could not be read: repeated"],
  ])("at %s", async (path, status, error) => {
    assert.deepEqual(await refused(path), [status, error]);
  });

  test("to an app where a person is needed, and to a token of too small a scope", async () => {
    const { signIn } = server.running.composition.social;
    const by = async (scopes: readonly string[]): Promise<Person> => {
      const { app } = await signIn.registerApp({ name: "T", website: undefined, redirectUris: [], scopes });
      const { secret } = await signIn.grant({ app: app.id, user: undefined, scopes });
      return { ...ana, token: secret };
    };
    const home = "/api/v1/timelines/home";
    const outside = "This action is outside the authorized scopes";
    assert.deepEqual(await refused(home, { by: await by(["write"]) }), [403, outside]);
    const needed = "This method requires an authenticated user";
    assert.deepEqual(await refused(home, { by: await by(["read"]) }), [422, needed]);
  });
});

describe("the Link header", () => {
  const cursors = (header: string | null): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [...(header ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url = "", rel = ""]) => [
        rel,
        url.slice(server.origin.length),
      ]),
    );

  test.each([
    ["petra", "/api/v1/timelines/public?local=true"],
    ["tom", "/api/v1/timelines/tag/paging?any[]=other"],
    ["hanna", "/api/v1/timelines/home"],
    ["alva", `/api/v1/accounts/${accountOf}/statuses?tagged=paging`],
    ["finn", "/api/v1/favourites"],
    ["bela", "/api/v1/bookmarks"],
  ])("leads %s through all of %s, forth and back, and keeps the other parameters", async (name, template) => {
    const person = await addPerson(server, name);
    const path = template.replace(accountOf, person.id);
    const ids: string[] = [];
    for (let number = 0; number < 7; number += 1) {
      const { id } = await post(person, { status: `${number} #paging` });
      ids.unshift(String(id));
      for (const verb of ["favourite", "bookmark"])
        await read(`/api/v1/statuses/${String(id)}/${verb}`, { by: person, json: {} });
    }
    const walk = async (from: string, rel: string): Promise<readonly (readonly string[])[]> => {
      const pages: (readonly string[])[] = [];
      for (let next: string | undefined = from; next !== undefined && pages.length < 4;) {
        const answer: Response = await ask(next, { by: person });
        assert.equal(answer.status, 200);
        const shown = ((await answer.json()) as Body[]).map(({ id }) => String(id));
        if (shown.length === 0) assert.equal(answer.headers.get("link"), null);
        pages.push(shown);
        next = cursors(answer.headers.get("link"))[rel];
        const kept = `${path.split("?")[1] ?? ""}&limit=3`.replace(/^&/, "");
        if (next !== undefined) assert.ok(decodeURIComponent(next).includes(kept), next);
      }
      return pages;
    };
    const first = `${path}${path.includes("?") ? "&" : "?"}limit=3`;
    const forth = await walk(first, "next");
    assert.deepEqual(forth.slice(0, 2), [ids.slice(0, 3), ids.slice(3, 6)]);
    assert.equal(forth[2]?.[0], ids[6]);
    const second = cursors((await ask(first, { by: person })).headers.get("link"))["next"];
    assert.ok(second);
    const back = await walk(second, "prev");
    assert.deepEqual(back, [ids.slice(3, 6), ids.slice(0, 3), []]);
  });
});
