import { noSignUpSettings, sendLetters } from "@trunkline/social";
import type { InstanceSettings, OutgoingLetter } from "@trunkline/social";
import { describe, expect, it } from "vitest";
import type { TokenEntity } from "../../entities/index.ts";
import { memoryRateLimiter } from "../../limits.ts";
import { testServer, type TestServer } from "../../testing/server.ts";

const eve = {
  username: "eve",
  email: "eve@mail.example",
  password: "correct horse",
  agreement: "true",
  locale: "en",
};

function open(own: Partial<InstanceSettings> = {}): TestServer {
  const limited = (_: unknown, clock: TestServer["clock"]) => ({ limiter: memoryRateLimiter({ clock }) });
  return testServer(limited, { registrations: "open", ...own });
}

/** Sends what waits, and resolves to it. */
async function post({ storage, clock }: TestServer): Promise<readonly OutgoingLetter[]> {
  const sent: OutgoingLetter[] = [];
  const send = async (letter: OutgoingLetter) => {
    sent.push(letter);
    return { ok: true } as const;
  };
  const digests = { of: (secret: string) => `digest of ${secret}` };
  await sendLetters({ storage, clock, ids: storage.ids, digests, mailer: { send } });
  return sent;
}

const scopes = ["read", "write"];

async function newcomer(server: TestServer) {
  const token = await server.token(undefined, scopes);
  const granted = await server.json<TokenEntity>("POST", "/api/v1/accounts", { token, form: eve });
  return { app: token, token: granted.access_token };
}

describe("signing up", () => {
  it("POST /api/v1/accounts gives a token at once, which is 403 until the address is confirmed", async () => {
    const server = open();
    const { token } = await newcomer(server);
    const me = () => server.call("GET", "/api/v1/accounts/verify_credentials", { token });
    const early = await me();
    expect(early.status).toBe(403);
    expect(await early.json()).toEqual({ error: "Your login is missing a confirmed e-mail address" });
    const [letter] = await post(server);
    await server.social.signUps.confirm(letter?.secret ?? "");
    expect(await (await me()).json()).toMatchObject({ username: "eve" });
  });

  it("POST /api/v1/accounts is 403 until somebody said yes, where that is needed", async () => {
    const server = open({ registrations: "approved" });
    const { token } = await newcomer(server);
    const [letter] = await post(server);
    const confirmed = await server.social.signUps.confirm(letter?.secret ?? "");
    const me = () => server.call("GET", "/api/v1/accounts/verify_credentials", { token });
    expect(await (await me()).json()).toEqual({ error: "Your login is currently pending approval" });
    if (confirmed !== undefined) await server.social.signUps.approve(confirmed.user.account);
    expect((await me()).status).toBe(200);
  });

  it("POST /api/v1/accounts names each fault in details, and makes nothing", async () => {
    const server = open({ signUp: { ...noSignUpSettings, minimumAge: 16 } });
    const token = await server.token(undefined, scopes);
    const form = { username: "admin", email: "no", password: "short", agreement: "false", locale: "en" };
    const answer = await server.call("POST", "/api/v1/accounts", { token, form });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      error: expect.stringMatching(/^Validation failed: Username is reserved, E-mail is invalid/),
      details: {
        username: [{ error: "ERR_RESERVED", description: "Username is reserved" }],
        email: [{ error: "ERR_INVALID" }],
        password: [{ error: "ERR_TOO_SHORT" }],
        agreement: [{ error: "ERR_ACCEPTED" }],
        date_of_birth: [{ error: "ERR_BLANK" }],
      },
    });
    expect(await server.storage.stores.users.count()).toBe(0);
  });

  it("POST /api/v1/accounts needs an app's token with its scope, and an open door", async () => {
    const server = open();
    expect((await server.call("POST", "/api/v1/accounts", { form: eve })).status).toBe(401);
    const weak = await server.token(undefined, ["read"]);
    expect((await server.call("POST", "/api/v1/accounts", { token: weak, form: eve })).status).toBe(403);
    const closed = open({ registrations: "closed" });
    const token = await closed.token(undefined, scopes);
    const answer = await closed.call("POST", "/api/v1/accounts", { token, form: eve });
    expect([answer.status, await answer.json()]).toEqual([403, { error: "This action is not allowed" }]);
  });

  it("POST /api/v1/accounts is counted by client: five in half an hour (S-165)", async () => {
    const server = open();
    const tries: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const token = await server.token(undefined, scopes);
      const form = { ...eve, username: `eve${index}`, email: `eve${index}@mail.example` };
      tries.push((await server.call("POST", "/api/v1/accounts", { token, form })).status);
    }
    expect(tries).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe("confirming an address", () => {
  it("GET /api/v1/emails/check_confirmation tells whether it is confirmed, also before it is", async () => {
    const server = open();
    const { token } = await newcomer(server);
    const path = "/api/v1/emails/check_confirmation";
    expect(await server.json("GET", path, { token })).toBe(false);
    const [letter] = await post(server);
    await server.social.signUps.confirm(letter?.secret ?? "");
    expect(await server.json("GET", path, { token })).toBe(true);
    expect((await server.call("GET", path)).status).toBe(401);
  });

  it("POST /api/v1/emails/confirmations sends the letter again, to another address if one is given", async () => {
    const server = open();
    const { token } = await newcomer(server);
    await post(server);
    const path = "/api/v1/emails/confirmations";
    expect(await server.json("POST", path, { token })).toEqual({});
    expect(await server.json("POST", path, { token, form: { email: "fay@mail.example" } })).toEqual({});
    expect((await post(server)).map(({ address }) => address)).toEqual([eve.email, "fay@mail.example"]);
    const wrong = await server.call("POST", path, { token, form: { email: "no" } });
    expect([wrong.status, await wrong.json()]).toMatchObject([
      422,
      { details: { email: [{ error: "ERR_INVALID" }] } },
    ]);
  });

  it("POST /api/v1/emails/confirmations is for the app that signed them up, until the address is confirmed", async () => {
    const server = open();
    const { token } = await newcomer(server);
    const [letter] = await post(server);
    const user = await server.storage.stores.users.byEmail(eve.email);
    const path = "/api/v1/emails/confirmations";
    const strange = await server.call("POST", path, { token: await server.token(user, ["read", "write"]) });
    expect([strange.status, await strange.json()]).toEqual([
      403,
      { error: "This method is only available to the application the user originally signed-up with" },
    ]);
    await server.social.signUps.confirm(letter?.secret ?? "");
    expect((await server.call("POST", path, { token })).status).toBe(403);
    expect(await post(server)).toEqual([]);
  });

  it("POST /api/v1/emails/confirmations is counted by user: five letters in half an hour (S-110)", async () => {
    const server = open();
    const { token } = await newcomer(server);
    const tries: number[] = [];
    for (let index = 0; index < 6; index += 1)
      tries.push((await server.call("POST", "/api/v1/emails/confirmations", { token })).status);
    expect(tries).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
