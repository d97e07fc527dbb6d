import assert from "node:assert/strict";
import { type App, after, minutes, type Token, toId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newUser, person, post, write } from "./ground.ts";

function newApp({ ids, clock }: Ground, over: Partial<App> = {}): App {
  return {
    id: ids.next(),
    clientId: "client",
    secretHash: "hash",
    name: "Tool",
    website: undefined,
    redirectUris: ["urn:ietf:wg:oauth:2.0:oob"],
    scopes: ["read", "write"],
    createdAt: clock.now(),
    ...over,
  };
}

/** Somebody with an app, as tokens and codes need them. */
async function signedIn(ground: Ground) {
  const user = newUser(ground, await person(ground, "ana"));
  const app = newApp(ground);
  await write(ground, async (work) => {
    await work.users.add(user);
    await work.apps.add(app);
  });
  const token = (hash: string): Token => ({
    id: ground.ids.next(),
    hash,
    app: app.id,
    user: user.id,
    scopes: ["read"],
    createdAt: ground.clock.now(),
    revokedAt: undefined,
  });
  return { user, app, token };
}

/** `UserStore`: who may sign in. */
export const userStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "reads users back, and refuses an address of mail that is taken in another case",
    async prove(ground) {
      const user = newUser(ground, await person(ground, "ana"), { email: "Ana@Mail.example" });
      const other = newUser(ground, await person(ground, "bo"), { email: "ana@mail.EXAMPLE" });
      const { users } = ground.storage.stores;
      assert.equal(await write(ground, (work) => work.users.add(user)), true);
      assert.equal(await write(ground, (work) => work.users.add(other)), false);
      assert.deepEqual(await users.byEmail("ANA@mail.example"), user);
      assert.deepEqual(await users.byId(user.id), user);
      assert.deepEqual(await users.byAccount(user.account), user);
      assert.equal(await users.byAccount(other.account), undefined);
      assert.equal(await users.count(), 1);
    },
  },
  {
    promise: "changes what is given, and refuses mail that somebody else has",
    async prove(ground) {
      const ana = newUser(ground, await person(ground, "ana"));
      const bo = newUser(ground, await person(ground, "bo"), { email: "bo@mail.example" });
      for (const user of [ana, bo]) await write(ground, (work) => work.users.add(user));
      const { users } = ground.storage.stores;
      const change = {
        role: "admin",
        confirmedAt: ground.clock.now(),
        disabledAt: ground.clock.now(),
      } as const;
      assert.equal(await write(ground, (work) => work.users.update(ana.id, change)), true);
      assert.deepEqual(await users.byId(ana.id), { ...ana, ...change });
      const back = {
        disabledAt: undefined,
        preferences: { visibility: "private", sensitive: true, language: "de" },
      } as const;
      await write(ground, (work) => work.users.update(ana.id, back));
      assert.deepEqual(await users.byId(ana.id), { ...ana, ...change, ...back });
      assert.equal(
        await write(ground, (work) => work.users.update(ana.id, { email: "BO@mail.example" })),
        false,
      );
      assert.equal(await write(ground, (work) => work.users.update(toId("1"), { role: "user" })), false);
    },
  },
  {
    promise: "removes, and counts who posted since",
    async prove(ground) {
      const user = newUser(ground, await person(ground, "ana"));
      await write(ground, (work) => work.users.add(user));
      const { users } = ground.storage.stores;
      const noon = ground.clock.now();
      assert.equal(await users.countActive(noon), 0);
      await post(ground, user.account);
      assert.equal(await users.countActive(noon), 1);
      assert.equal(await users.countActive(after(noon, 1)), 0);
      const remove = () => write(ground, (work) => work.users.remove(user.id));
      assert.deepEqual([await remove(), await remove()], [true, false]);
    },
  },
];

/** `AppStore`, `TokenStore`, `CodeStore` and `SessionStore`: programs and browsers. */
export const accessStoresContract: readonly Clause<Ground>[] = [
  {
    promise: "reads apps back",
    async prove(ground) {
      const app = newApp(ground, { website: "https://tool.example" });
      await write(ground, (work) => work.apps.add(app));
      const { apps } = ground.storage.stores;
      assert.deepEqual(await apps.byId(app.id), app);
      assert.deepEqual(await apps.byIds([app.id, toId("1")]), [app]);
      assert.deepEqual(await apps.byClientId("client"), app);
      assert.equal(await apps.byClientId("other"), undefined);
    },
  },
  {
    promise: "reads tokens back and knows which still hold",
    async prove(ground) {
      const { user, token } = await signedIn(ground);
      const [one, two, own] = [token("1"), token("2"), { ...token("3"), user: undefined }];
      for (const each of [one, two, own]) await write(ground, (work) => work.tokens.add(each));
      const { tokens } = ground.storage.stores;
      const valid = () => tokens.valid([one.id, two.id, own.id, toId("1")]);
      assert.deepEqual(await tokens.byHash("3"), own);
      assert.deepEqual(await valid(), new Set([one.id, two.id, own.id]));
      const at = ground.clock.now();
      await write(ground, (work) => work.tokens.revoke(one.id, at));
      assert.deepEqual(await tokens.byHash("1"), { ...one, revokedAt: at });
      await write(ground, (work) => work.tokens.revokeOf(user.id, after(at, minutes(1))));
      assert.deepEqual((await tokens.byHash("1"))?.revokedAt, at);
      assert.deepEqual(await valid(), new Set([own.id]));
    },
  },
  {
    promise: "redeems a code once, and remembers which token it became",
    async prove(ground) {
      const { user, app, token } = await signedIn(ground);
      const at = ground.clock.now();
      const code = {
        hash: "code",
        app: app.id,
        user: user.id,
        redirectUri: "https://tool.example/back",
        scopes: ["read"],
        challenge: "challenge",
        expiresAt: after(at, minutes(1)),
      };
      await write(ground, (work) => work.codes.add(code));
      const made = token("1");
      const redeem = (hash: string) => write(ground, (work) => work.codes.redeem(hash, at));
      assert.equal(await redeem("other"), undefined);
      assert.deepEqual(await redeem("code"), { code, first: true, token: undefined });
      await write(ground, async (work) => {
        await work.tokens.add(made);
        await work.codes.became("code", made.id);
      });
      assert.deepEqual(await redeem("code"), { code, first: false, token: made.id });
    },
  },
  {
    promise: "gives a code that many want at once to one of them",
    async prove(ground) {
      const { user, app } = await signedIn(ground);
      const [at, redirectUri] = [ground.clock.now(), "https://tool.example/back"];
      const code = {
        hash: "c",
        app: app.id,
        user: user.id,
        redirectUri,
        scopes: [],
        challenge: undefined,
        expiresAt: at,
      };
      await write(ground, (work) => work.codes.add(code));
      const tries = Array.from({ length: 8 }, () => write(ground, (work) => work.codes.redeem("c", at)));
      const answers = await Promise.all(tries);
      assert.equal(answers.filter((answer) => answer?.first === true).length, 1);
    },
  },
  {
    promise: "keeps sessions until they are removed",
    async prove(ground) {
      const { user } = await signedIn(ground);
      const at = ground.clock.now();
      const session = (hash: string) => ({
        hash,
        user: user.id,
        createdAt: at,
        expiresAt: after(at, minutes(1)),
      });
      for (const hash of ["1", "2", "3"]) await write(ground, (work) => work.sessions.add(session(hash)));
      const { sessions } = ground.storage.stores;
      assert.deepEqual(await sessions.byHash("1"), session("1"));
      await write(ground, (work) => work.sessions.remove("1"));
      assert.equal(await sessions.byHash("1"), undefined);
      assert.deepEqual(
        (await ground.storage.stores.sessions.of(user.id)).map(({ hash }) => hash).toSorted(),
        ["2", "3"],
      );
      await write(ground, (work) => work.sessions.removeOf(user.id));
      assert.equal(await sessions.byHash("2"), undefined);
    },
  },
];
