import assert from "node:assert/strict";
import { type AccountId, newMediaKey, toId, toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { accountOf, type Ground, newAccount, person, write } from "./ground.ts";

const keys = { publicPem: "-----BEGIN PUBLIC KEY-----", privatePem: "-----BEGIN PRIVATE KEY-----" };

/** `AccountStore`: who is known. */
export const accountStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "reads back an account as it was written, with counters at zero",
    async prove(ground) {
      const account = newAccount(ground, "Ana", {
        displayName: "Ana Δ",
        fields: [
          { name: "Site", value: "a", verifiedAt: ground.clock.now() },
          { name: "Pronouns", value: "she", verifiedAt: undefined },
        ],
        avatarUrl: "https://here.example/a.png",
      });
      assert.equal(await write(ground, (work) => work.accounts.add(account)), true);
      const none = { lastStatusAt: undefined, statusesCount: 0, followersCount: 0, followingCount: 0 };
      const free = {
        suspendedBy: [],
        limitedAt: undefined,
        limitedBy: [],
        alsoKnownAs: [],
        movedTo: undefined,
        movedToUri: undefined,
      };
      assert.deepEqual(await accountOf(ground, account.id), { ...account, ...none, ...free });
    },
  },
  {
    promise: "keeps what a profile says besides its texts, until it is deleted",
    async prove(ground) {
      const key = newMediaKey(ground.ids, { folder: "avatars", type: "image/png", sha256: "0".repeat(64) });
      const details = {
        avatar: { file: key, still: key, description: "A face." },
        header: {},
        showMedia: false,
        showMediaReplies: true,
        showFeatured: true,
        attributionDomains: ["blog.example"],
      };
      const account = newAccount(ground, "ana", { details });
      await write(ground, (work) => work.accounts.add(account));
      assert.deepEqual((await accountOf(ground, account.id)).details, details);
      const changed = { ...details, avatar: { description: "Nobody." }, showMedia: true };
      await write(ground, (work) => work.accounts.update(account.id, { ...account, details: changed }));
      assert.equal(JSON.stringify((await accountOf(ground, account.id)).details), JSON.stringify(changed));
      await write(ground, (work) => work.accounts.markDeleted(account.id, ground.clock.now()));
      assert.equal((await accountOf(ground, account.id)).details, undefined);
    },
  },
  {
    promise: "refuses an address that is taken, and a handle that is taken in another case",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const { uri } = await accountOf(ground, ana);
      const add = (username: string, over: object) =>
        write(ground, (work) => work.accounts.add(newAccount(ground, username, over)));
      assert.equal(await add("other", { uri }), false);
      assert.equal(await add("ANA", { uri: toUri("https://here.example/users/2") }), false);
      assert.equal(await add("ana", { domain: "there.example" }), true);
      assert.equal((await ground.storage.stores.accounts.local(undefined, 9)).length, 1);
    },
  },
  {
    promise: "gives a remote account another handle, unless that is another's or the account is local",
    async prove(ground) {
      const { accounts } = ground.storage.stores;
      const there = { domain: "there.example" };
      const [ana, bo] = [await person(ground, "ana", there), await person(ground, "bo", there)];
      const local = await person(ground, "cy");
      const rename = (id: AccountId, username: string) =>
        write(ground, (work) => work.accounts.rename(id, { username, domain: "far.example" }));
      assert.equal(await rename(ana, "Bo"), true);
      assert.equal(await rename(ana, "bo"), true);
      assert.equal(await rename(bo, "BO"), false);
      assert.equal(await rename(local, "cy"), false);
      assert.equal((await accounts.byHandle("bo", "far.example"))?.id, ana);
      assert.equal((await accounts.byHandle("bo", "there.example"))?.id, bo);
      assert.equal(await accounts.byHandle("ana", "there.example"), undefined);
    },
  },
  {
    promise: "knows the server's own actor, and lists it nowhere",
    async prove(ground) {
      const { accounts } = ground.storage.stores;
      const server = await person(ground, "here.example", { kind: "application" });
      const relay = await person(ground, "here", { kind: "application", domain: "there.example" });
      assert.equal((await accounts.byId(server))?.id, server);
      assert.deepEqual(await accounts.local(undefined, 9), []);
      assert.deepEqual(
        (await accounts.search("here", 9, 0)).map(({ id }) => id),
        [relay],
      );
    },
  },
  {
    promise: "finds by id, address and handle, and answers undefined for strangers",
    async prove(ground) {
      const { accounts } = ground.storage.stores;
      const ana = await person(ground, "ana");
      const bo = await person(ground, "Bo", { domain: "there.example" });
      const { uri } = await accountOf(ground, bo);
      assert.equal((await accounts.byUri(uri))?.id, bo);
      assert.deepEqual(
        (await accounts.byUris([uri, toUri("https://nowhere.example/")])).map(({ id }) => id),
        [bo],
      );
      assert.equal((await accounts.byHandle("ANA", undefined))?.id, ana);
      assert.equal((await accounts.byHandle("bo", "There.example"))?.id, bo);
      assert.equal(await accounts.byHandle("bo", undefined), undefined);
      assert.deepEqual(
        new Set((await accounts.byIds([ana, bo, ana, toId("1")])).map(({ id }) => id)),
        new Set([ana, bo]),
      );
      assert.deepEqual(await accounts.byIds([]), []);
    },
  },
  {
    promise: "answers undefined for what is no id at all, or too long for one",
    async prove({ storage }) {
      const { accounts } = storage.stores;
      for (const text of ["", "x", "1 or 1=1", "-", "1.5", "99999999999999999999"]) {
        assert.equal(await accounts.byId(toId(text)), undefined, text);
      }
    },
  },
  {
    promise: "replaces the profile and leaves the rest",
    async prove(ground) {
      const id = await person(ground, "ana");
      const before = await accountOf(ground, id);
      const profile = {
        ...before,
        displayName: "Ana",
        note: "n",
        locked: true,
        fetchedAt: ground.clock.now(),
      };
      assert.equal(await write(ground, (work) => work.accounts.update(id, profile)), true);
      assert.deepEqual(await accountOf(ground, id), profile);
      assert.equal(await write(ground, (work) => work.accounts.update(toId("1"), profile)), false);
    },
  },
  {
    promise:
      "searches by the beginning of names, takes wildcards for letters (S-093), and leaves deleted ones out",
    async prove(ground) {
      const { accounts } = ground.storage.stores;
      const ana = await person(ground, "ana");
      const bea = await person(ground, "bea", { displayName: "Anabel" });
      const gone = await person(ground, "anatol");
      await write(ground, (work) => work.accounts.markDeleted(gone, ground.clock.now()));
      const found = async (text: string) => (await accounts.search(text, 9, 0)).map(({ id }) => id);
      assert.deepEqual(await found("AN"), [ana, bea]);
      assert.deepEqual(await found("%"), []);
      assert.deepEqual(await found("a_a"), []);
      assert.deepEqual(
        (await accounts.search("an", 1, 1)).map(({ id }) => id),
        [bea],
      );
    },
  },
  {
    promise: "lists local accounts by id",
    async prove(ground) {
      const { accounts } = ground.storage.stores;
      const all: AccountId[] = [];
      for (const name of ["a", "b", "c"]) all.push(await person(ground, name));
      await person(ground, "far", { domain: "there.example" });
      assert.deepEqual(
        (await accounts.local(undefined, 2)).map(({ id }) => id),
        all.slice(0, 2),
      );
      assert.deepEqual(
        (await accounts.local(all[1], 2)).map(({ id }) => id),
        all.slice(2),
      );
    },
  },
  {
    promise: "marks as deleted once, empties the profile and keeps the name",
    async prove(ground) {
      const id = await person(ground, "ana", { displayName: "Ana", note: "n" });
      const mark = () => write(ground, (work) => work.accounts.markDeleted(id, ground.clock.now()));
      assert.equal(await mark(), true);
      assert.equal(await mark(), false);
      const account = await accountOf(ground, id);
      assert.deepEqual([account.displayName, account.note, account.deletedAt], ["", "", ground.clock.now()]);
      const again = newAccount(ground, "ana", { uri: toUri("https://here.example/users/2") });
      assert.equal(await write(ground, (work) => work.accounts.add(again)), false);
    },
  },
  {
    promise: "keeps the keys of local accounts",
    async prove(ground) {
      const account = newAccount(ground, "ana");
      await write(ground, (work) => work.accounts.add(account, keys));
      const { accounts } = ground.storage.stores;
      assert.deepEqual(await accounts.publicKeys(account.id), { publicPem: keys.publicPem });
      assert.deepEqual(await accounts.signingKey(account.uri), keys);
      assert.equal(await accounts.signingKey(toUri("https://nowhere.example/")), undefined);
      assert.equal(await accounts.publicKeys(toId("1")), undefined);
    },
  },
  {
    promise: "gives an account a key for proofs once, and tells which have none",
    async prove(ground) {
      const [ana, ben] = [newAccount(ground, "ana"), newAccount(ground, "ben")];
      const proof = { multibase: "z6MkAna", privatePem: "-----BEGIN PROOF" };
      await write(ground, (work) => work.accounts.add(ana, keys));
      await write(ground, (work) => work.accounts.add(ben, { ...keys, proof }));
      const stranger = await person(ground, "cleo");
      const { accounts } = ground.storage.stores;
      assert.deepEqual(await accounts.withoutProofKey(10), [ana.id]);
      const give = (id: AccountId) => write(ground, (work) => work.accounts.addProofKey(id, proof));
      assert.deepEqual([await give(ana.id), await give(ana.id), await give(stranger)], [true, false, false]);
      assert.deepEqual(await accounts.withoutProofKey(10), []);
      for (const { id, uri } of [ana, ben]) {
        assert.deepEqual(await accounts.publicKeys(id), {
          publicPem: keys.publicPem,
          proofMultibase: proof.multibase,
        });
        assert.deepEqual(await accounts.signingKey(uri), { ...keys, proof });
      }
    },
  },
];
