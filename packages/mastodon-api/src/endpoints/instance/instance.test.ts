import { expect, test } from "vitest";
import type { DomainBlockEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

test("GET /api/v1/instance/rules lists rules as GET /api/v1/instance and GET /api/v2/instance do", async () => {
  const server = testServer();
  const { id } = await server.social.about.addRule({ text: "Be kind", hint: "Always." });
  const gone = await server.social.about.addRule({ text: "Old", hint: "" });
  await server.social.about.removeRule(gone.id);
  const rules = [{ id, text: "Be kind", hint: "Always.", translations: {} }];
  expect(await server.json("GET", "/api/v1/instance/rules")).toEqual(rules);
  expect(await server.json("GET", "/api/v1/instance")).toMatchObject({ rules });
  expect(await server.json("GET", "/api/v2/instance")).toMatchObject({ rules });
});

test("GET /api/v1/instance/extended_description is empty until the operator writes one", async () => {
  const server = testServer();
  const path = "/api/v1/instance/extended_description";
  expect(await server.json("GET", path)).toEqual({ updated_at: null, content: "" });
  await server.social.about.set("extended-description", "Hello <b>\n\nall");
  expect(await server.json("GET", path)).toEqual({
    updated_at: server.clock.now().toISOString(),
    content: "<p>Hello &lt;b&gt;</p><p>all</p>",
  });
});

test("GET /api/v1/instance/privacy_policy says what the software does until the operator writes another", async () => {
  const server = testServer();
  const path = "/api/v1/instance/privacy_policy";
  const usual = await server.json<{ content: string }>("GET", path);
  expect(usual.content).toContain("What is kept.");
  await server.social.about.set("privacy-policy", "We keep nothing.");
  expect(await server.json("GET", path)).toMatchObject({ content: "<p>We keep nothing.</p>" });
  await server.social.about.unset("privacy-policy");
  expect(await server.json("GET", path)).toEqual(usual);
});

test("GET /api/v1/instance/terms_of_service shows those that hold, and GET /api/v1/instance/terms_of_service/:date those of a day", async () => {
  const server = testServer();
  const path = "/api/v1/instance/terms_of_service";
  const urls = async () =>
    (await server.json<{ configuration: { urls: object } }>("GET", "/api/v2/instance")).configuration.urls;
  expect((await server.call("GET", path)).status).toBe(404);
  expect(await urls()).toMatchObject({ terms_of_service: null });
  const publish = (effectiveOn: string, text: string) =>
    server.social.about.publishTerms({ effectiveOn, text });
  await publish("2026-12-01", "new");
  const coming = {
    effective_date: "2026-12-01",
    effective: false,
    content: "<p>new</p>",
    succeeded_by: null,
  };
  expect(await server.json("GET", path)).toEqual(coming);
  await publish("2026-01-01", "old");
  const now = {
    effective_date: "2026-01-01",
    effective: true,
    content: "<p>old</p>",
    succeeded_by: "2026-12-01",
  };
  expect(await server.json("GET", path)).toEqual(now);
  expect(await server.json("GET", `${path}/2026-12-01`)).toEqual(coming);
  expect(await urls()).toMatchObject({ terms_of_service: "https://social.test/terms-of-service" });
  for (const date of ["2026-06-01", "2026-13-01", "x"])
    expect((await server.call("GET", `${path}/${date}`)).status).toBe(404);
  await expect(publish("2026-01-01", "other")).rejects.toMatchObject({ code: "conflict" });
  await expect(publish("2026-02-30", "other")).rejects.toMatchObject({ code: "invalid" });
});

test("GET /api/v1/instance/languages names languages by their codes", async () => {
  const all = await testServer().json<{ code: string; name: string }[]>("GET", "/api/v1/instance/languages");
  const named = new Map(all.map(({ code, name }) => [code, name]));
  expect([named.get("de"), named.get("pt"), named.get("tok")]).toEqual(["German", "Portuguese", "Toki Pona"]);
  expect(named.size).toBe(all.length);
  expect(all.filter(({ code, name }) => code === name)).toEqual([]);
});

test("GET /api/v1/instance/activity counts twelve weeks, the newest first, as text", async () => {
  const server = testServer();
  const { token } = await server.person("ana");
  for (const visibility of ["public", "private"])
    await server.json("POST", "/api/v1/statuses", { token, form: { status: "hello", visibility } });
  const weeks = await server.json<Record<string, string>[]>("GET", "/api/v1/instance/activity");
  expect(weeks.length).toBe(12);
  // The clock of the tests stands at noon of Sunday, 1 March 2026.
  const monday = Date.parse("2026-02-23T00:00:00Z") / 1000;
  expect(weeks[0]).toEqual({ week: String(monday), statuses: "1", logins: "1", registrations: "1" });
  expect(weeks[1]).toEqual({
    week: String(monday - 7 * 24 * 3600),
    statuses: "0",
    logins: "0",
    registrations: "0",
  });
  await server.social.about.set("activity-api", "false");
  expect((await server.call("GET", "/api/v1/instance/activity")).status).toBe(404);
});

test("a week's count is kept for ten minutes, and for good once the week is over", async () => {
  const server = testServer();
  const { token } = await server.person("ana");
  const post = () =>
    server.json<{ id: string }>("POST", "/api/v1/statuses", { token, form: { status: "hello" } });
  const statuses = async () =>
    (await server.social.about.activity()).slice(0, 2).map((week) => week.statuses);
  await post();
  expect(await statuses()).toEqual([1, 0]);
  const { id } = await post();
  expect(await statuses()).toEqual([1, 0]);
  server.clock.advance(11 * 60_000);
  expect(await statuses()).toEqual([2, 0]);
  server.clock.advance(7 * 24 * 3600_000);
  expect(await statuses()).toEqual([0, 2]);
  await server.json("DELETE", `/api/v1/statuses/${id}`, { token });
  server.clock.advance(11 * 60_000);
  expect(await statuses()).toEqual([0, 2]);
});

async function withServers(domains: readonly string[]) {
  const server = testServer();
  for (const domain of domains) {
    const template = await server.person(`like_${domain.replaceAll(/\W/g, "_")}`);
    const account = { ...template.account, id: server.storage.ids.next<"account">(), domain };
    const uri = `https://${domain}/users/x`;
    await server.storage.transact(
      (work) => work.accounts.add({ ...account, uri: uri as typeof account.uri, username: "x" }), // an address as another server's
    );
  }
  const block = (domain: string, severity: "suspend" | "limit" | "none", more = {}) =>
    server.social.domains.rule({
      domain,
      severity,
      rejectsMedia: false,
      rejectsReports: false,
      publicComment: `about ${domain}`,
      privateComment: "secret",
      ...more,
    });
  return { server, block };
}

test("GET /api/v1/instance/peers and GET /api/v1/peers/search tell of known servers that are not blocked", async () => {
  const { server, block } = await withServers(["b.example", "a.example", "x.bad.example"]);
  await block("bad.example", "suspend");
  expect(await server.json("GET", "/api/v1/instance/peers")).toEqual(["a.example", "b.example"]);
  expect(await server.json("GET", "/api/v1/peers/search?q=A.")).toEqual(["a.example"]);
  expect(await server.json("GET", "/api/v1/peers/search?q=x")).toEqual([]);
  expect((await server.call("GET", "/api/v1/peers/search")).status).toBe(400);
  expect(await server.json("GET", "/api/v1/instance")).toMatchObject({ stats: { domain_count: 3 } });
  await server.social.about.set("peers-api", "false");
  for (const path of ["/api/v1/instance/peers", "/api/v1/peers/search?q=a"])
    expect((await server.call("GET", path)).status).toBe(404);
});

test("GET /api/v1/instance/domain_blocks is shown to those whom the operator tells, with reasons or without", async () => {
  const { server, block } = await withServers([]);
  const { token } = await server.person("ana");
  await block("limited.example", "limit");
  await block("zoo.example", "suspend");
  await block("obscene.example", "suspend", { isObfuscated: true });
  await block("fine.example", "none");
  const path = "/api/v1/instance/domain_blocks";
  const status = async (options = {}) => (await server.call("GET", path, options)).status;
  const seen = (options = {}) => server.json<DomainBlockEntity[]>("GET", path, options);
  expect([await status(), await status({ token })]).toEqual([404, 404]);
  await server.social.about.set("show-domain-blocks", "users");
  expect(await status()).toBe(404);
  const servers = [
    { domain: "obsc***.****ple", severity: "suspend" },
    { domain: "zoo.example", severity: "suspend" },
    { domain: "limited.example", severity: "silence" },
  ];
  const shown = await seen({ token });
  expect(shown).toMatchObject(servers);
  expect(shown[2]).toEqual({
    domain: "limited.example",
    // printf limited.example | sha256sum
    digest: "152aca1e43c2837e2ff68a7882e9ea1508bb01378046910ed5accfebf5a06a57",
    severity: "silence",
  });
  await server.social.about.set("show-domain-blocks", "all");
  await server.social.about.set("show-domain-blocks-rationale", "users");
  expect((await seen())[2]).not.toHaveProperty("comment");
  expect((await seen({ token }))[2]).toMatchObject({ comment: "about limited.example" });
});

test("what an operator sets is checked, by name and by value", async () => {
  const { about } = testServer().social;
  for (const [name, value] of [
    ["no-such-setting", "x"],
    ["show-domain-blocks", "perhaps"],
    ["peers-api", "1"],
    ["status-page", "nowhere"],
    ["extended-description", " "],
    ["__proto__", "x"],
  ] as const)
    await expect(about.set(name, value)).rejects.toMatchObject({ code: "invalid" });
  await about.set("status-page", "https://status.example/");
  expect((await about.settings()).statusPage).toBe("https://status.example/");
});
