import { describe, expect, it } from "vitest";
import { createNormalise } from "../jsonld/normalise.ts";
import type { Hop } from "../fetching/client.ts";
import { createReaders } from "../discovery/readers.ts";
import { signRequest } from "../signatures/sign-request.ts";
import { createWorld, fakePeer } from "../testing/index.ts";
import type { Habits, SimPerson, Software, World } from "../testing/index.ts";
import { createExamine } from "./examine.ts";
import type { Examine, ExamineNeeds } from "./examine.ts";
import type { Finding } from "./finding.ts";

interface Scene {
  readonly world: World;
  readonly ben: SimPerson;
  readonly examine: Examine;
}

async function scene(
  software: Software = "mastodon",
  habits: Partial<Habits> = {},
  needs: Partial<ExamineNeeds> = {},
): Promise<Scene> {
  const world = await createWorld();
  const ben = world.server("there.example", software, habits).person("ben");
  const self = await fakePeer({ host: "ours.example", username: "us" });
  world.host("ours.example", async (request) => self.answer(request));
  const client = world.client("ours.example");
  const sign = async (hop: Hop) => signRequest(hop, self.key, world.clock.now());
  const examine = createExamine({
    client,
    resolve: async () => [{ address: "93.184.216.34", family: 4 }],
    allowedPrivateAddresses: [],
    policy: undefined,
    now: world.clock.now,
    readActor: createReaders(createNormalise()).readActor,
    askSigned: (request) => client.get({ ...request, sign }),
    ...needs,
  });
  return { world, ben, examine };
}

const faults = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ result }) => result === "fail").map(({ check, says }) => `${check}: ${says}`);
const looked = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ check, result }) => `${check} ${result}`);

describe("finding out why two servers do not talk", () => {
  it("finds nothing wrong where nothing is, by handle and by address", async () => {
    const { ben, examine } = await scene();
    const rest = ["actor pass", "signed request pass", "key pass", "inbox pass"];
    const host = ["policy pass", "dns pass", "https pass", "clock warn", "software warn"];
    expect(looked(await examine("@ben@there.example"))).toEqual([...host, "webfinger pass", ...rest]);
    expect(looked(await examine(ben.id))).toEqual([...host, ...rest, "webfinger pass"]);
    expect(looked(await examine("there.example"))).toEqual(host);
  });

  it("knows a server that answers signed requests only", async () => {
    const { examine } = await scene("gotosocial");
    const findings = await examine("@ben@there.example");
    expect(faults(findings)).toEqual([]);
    expect(findings.map(({ says }) => says)).toContain("it answers signed requests only, which ours are");
  });

  it("says that a host is blocked here, and asks it for nothing", async () => {
    const policy = { mayFetch: async () => true, mayDeliver: async () => false };
    const { world, examine } = await scene("mastodon", {}, { policy });
    let asked = 0;
    world.host("there.example", async () => void (asked += 1));
    expect(faults(await examine("there.example"))).toEqual([
      "policy: there.example is blocked here, or not among the domains that are allowed; see trunkline domains list",
    ]);
    expect(asked).toBe(0);
  });

  it("says that a name has no address, or a private one", async () => {
    const unknown = async (): Promise<never> => {
      throw Object.assign(new Error("no"), { code: "ENOTFOUND" });
    };
    const { examine } = await scene("mastodon", {}, { resolve: unknown });
    expect(faults(await examine("there.example"))[0]).toContain("has no address (ENOTFOUND)");
    const inside = await scene("mastodon", {}, { resolve: async () => [{ address: "10.0.0.1", family: 4 }] });
    expect(faults(await inside.examine("there.example"))[0]).toContain(
      "there.example is 10.0.0.1: its address is private",
    );
  });

  it("says that nothing answers", async () => {
    const { world, examine } = await scene();
    world.cut("there.example");
    expect(faults(await examine("there.example"))[0]).toContain(
      "https: there.example cannot be asked: no connection",
    );
  });

  it("says that a clock is off", async () => {
    const { world, examine } = await scene();
    const late = new Date(world.clock.now().getTime() - 2 * 3600 * 1000).toUTCString();
    world.host("late.example", async () => new Response("{}", { headers: { date: late } }));
    expect(faults(await examine("late.example"))).toEqual([
      "clock: its clock is 7200 seconds behind ours; let both keep time by NTP: signatures count for an hour",
    ]);
  });

  it("says that a handle is nobody's, and that a document is none of the protocol", async () => {
    const { world, examine } = await scene();
    expect(faults(await examine("@zoe@there.example"))).toEqual([
      "webfinger: zoe@there.example: nobody of that name is known there, or /.well-known/webfinger is not handed on",
    ]);
    world.host("page.example", async () => new Response("<p>", { headers: { "content-type": "text/html" } }));
    expect(faults(await examine("https://page.example/users/ben"))[0]).toBe(
      "actor: https://page.example/users/ben comes as text/html, and not as application/activity+json",
    );
  });

  it("says that handle and actor do not belong together", async () => {
    const { world, examine, ben } = await scene();
    const links = [{ rel: "self", type: "application/activity+json", href: ben.id }];
    const jrd = JSON.stringify({ subject: "acct:ben@other.example", links });
    world.host("other.example", async (request) =>
      new URL(request.url).pathname === "/.well-known/webfinger"
        ? new Response(jrd, { headers: { "content-type": "application/jrd+json" } })
        : undefined,
    );
    const findings = await examine("@ben@other.example");
    expect(findings.find(({ check }) => check === "webfinger")?.says).toBe(`ben@other.example is ${ben.id}`);
    const actor = {
      ...(ben.documents().get(ben.id) as object),
      id: "https://other.example/x",
      preferredUsername: "ben",
    };
    world.host("other.example", async (request) =>
      request.url.includes("webfinger")
        ? new Response(jrd, { headers: { "content-type": "application/jrd+json" } })
        : new Response(JSON.stringify(actor), { headers: { "content-type": "application/activity+json" } }),
    );
    expect(faults(await examine("https://other.example/x"))).toContain(
      `webfinger: ben@other.example is ${ben.id} there, and not https://other.example/x: whoever asks believes neither`,
    );
  });

  it("says that our signature is refused where none is needed", async () => {
    const { examine, ben, world } = await scene();
    world.host("there.example", async (request) => {
      if (request.headers.has("signature")) return new Response(null, { status: 403 });
      const document = JSON.stringify(ben.documents().get(ben.id));
      return new Response(document, { headers: { "content-type": "application/activity+json" } });
    });
    expect(faults(await examine(ben.id))[0]).toContain(
      "signed request: it answers without a signature and refuses ours",
    );
  });

  it("says that a key cannot be used, and that an inbox is none", async () => {
    const { examine, ben, world } = await scene();
    const publicKey = { id: `${ben.id}#main-key`, owner: ben.id, publicKeyPem: "-----BEGIN PUBLIC KEY-----" };
    const actor = JSON.stringify({ ...(ben.documents().get(ben.id) as object), publicKey });
    world.host("there.example", async ({ method }) =>
      method === "POST"
        ? new Response(null, { status: 405 })
        : new Response(actor, { headers: { "content-type": "application/activity+json" } }),
    );
    const found = faults(await examine(ben.id));
    expect(found[0]).toContain("is not used: it is neither RSA of 2048 to 8192 bits nor readable");
    expect(found[1]).toContain("answers 405: there is no inbox");
  });

  it("refuses what is no target", async () => {
    const { examine } = await scene();
    expect(looked(await examine("nonsense"))).toEqual(["target fail"]);
  });
});
