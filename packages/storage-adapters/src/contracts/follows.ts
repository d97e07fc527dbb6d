import assert from "node:assert/strict";
import { type AccountId, toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { accountOf, follow, type Ground, newFollow, person, write } from "./ground.ts";

const counts = async (ground: Ground, id: AccountId) => {
  const { followersCount, followingCount } = await accountOf(ground, id);
  return [followersCount, followingCount];
};

const pairs: readonly Clause<Ground>[] = [
  {
    promise: "counts the follows to and from a domain and those below it",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const bo = await person(ground, "bo", { domain: "there.example" });
      const cy = await person(ground, "cy", { domain: "deep.there.example" });
      const di = await person(ground, "di", { domain: "other.example" });
      for (const other of [bo, cy, di]) await follow(ground, [ana, other]);
      await follow(ground, [bo, ana]);
      await follow(ground, [cy, ana], { state: "requested" });
      const { follows } = ground.storage.stores;
      const counts = await follows.countWithDomain(ana, "there.example");
      assert.deepEqual(counts, { following: 2, followers: 1 });
      const none = await follows.countWithDomain(ana, "here.example");
      assert.deepEqual(none, { following: 0, followers: 0 });
    },
  },
  {
    promise: "finds those whom one follows among the followers of others, the last followed first",
    async prove(ground) {
      const [ana, bo, cy, di] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
        await person(ground, "di"),
      ];
      for (const other of [bo, cy]) {
        await follow(ground, [ana, other]);
        await follow(ground, [other, di]);
      }
      await follow(ground, [cy, bo], { state: "requested" });
      const { follows } = ground.storage.stores;
      assert.deepEqual(await follows.familiar(ana, [di, bo], 9), new Map([[di, [cy, bo]]]));
      assert.deepEqual(await follows.familiar(ana, [di], 1), new Map([[di, [cy]]]));
      assert.deepEqual(await follows.familiar(bo, [di], 9), new Map());
      assert.deepEqual(await follows.familiar(ana, [], 9), new Map());
    },
  },
  {
    promise: "keeps one row for a pair, reads it back, and counts along",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const { follows } = ground.storage.stores;
      const made = await follow(ground, [ana, bo], { languages: ["de", "en"], notify: true });
      assert.equal(await write(ground, (work) => work.follows.add(newFollow(ground, [ana, bo]))), false);
      assert.deepEqual(await follows.between(ana, bo), made);
      assert.deepEqual(await follows.byUri(made.uri), made);
      assert.equal(await follows.between(bo, ana), undefined);
      assert.deepEqual(
        [await counts(ground, ana), await counts(ground, bo)],
        [
          [0, 1],
          [1, 0],
        ],
      );
      const remove = () => write(ground, (work) => work.follows.remove(ana, bo));
      assert.deepEqual(await remove(), made);
      assert.equal(await remove(), undefined);
      assert.deepEqual(
        [await counts(ground, ana), await counts(ground, bo)],
        [
          [0, 0],
          [0, 0],
        ],
      );
    },
  },
  {
    promise: "turns a request into a follow once, and counts it only then",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      await follow(ground, [ana, bo], { state: "requested" });
      assert.deepEqual(await counts(ground, bo), [0, 0]);
      const accept = () => write(ground, (work) => work.follows.accept(ana, bo));
      assert.deepEqual([await accept(), await accept()], [true, false]);
      assert.deepEqual(await counts(ground, bo), [1, 0]);
      assert.equal((await ground.storage.stores.follows.between(ana, bo))?.state, "accepted");
    },
  },
  {
    promise: "turns a follow back into a request once, and no longer counts it",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      await follow(ground, [ana, bo]);
      const suspend = () => write(ground, (work) => work.follows.suspend(ana, bo));
      assert.deepEqual([await suspend(), await suspend()], [true, false]);
      assert.deepEqual(
        [await counts(ground, ana), await counts(ground, bo)],
        [
          [0, 0],
          [0, 0],
        ],
      );
      assert.equal((await ground.storage.stores.follows.between(ana, bo))?.state, "requested");
    },
  },
  {
    promise: "does not count the end of a request",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      await follow(ground, [ana, bo], { state: "requested" });
      await write(ground, (work) => work.follows.remove(ana, bo));
      assert.deepEqual(
        [await counts(ground, ana), await counts(ground, bo)],
        [
          [0, 0],
          [0, 0],
        ],
      );
    },
  },
  {
    promise: "changes what is given and leaves the rest",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const made = await follow(ground, [ana, bo], { languages: ["de"] });
      const { follows } = ground.storage.stores;
      assert.equal(await write(ground, (work) => work.follows.change(ana, bo, { showBoosts: false })), true);
      assert.deepEqual(await follows.between(ana, bo), { ...made, showBoosts: false });
      await write(ground, (work) =>
        work.follows.change(ana, bo, { languages: undefined, uri: "https://x.example/1" }),
      );
      const now = await follows.between(ana, bo);
      assert.deepEqual([now?.languages, now?.uri, now?.notify], [undefined, "https://x.example/1", false]);
      assert.equal(await write(ground, (work) => work.follows.change(bo, ana, { notify: true })), false);
    },
  },
  {
    promise: "tells both directions between the viewer and others",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const [out, back] = [
        await follow(ground, [ana, bo]),
        await follow(ground, [bo, ana], { state: "requested" }),
      ];
      const relations = await ground.storage.stores.follows.relations(ana, [bo, cy]);
      assert.deepEqual(
        new Map(relations.map((relation) => [relation.of, relation])),
        new Map([
          [bo, { of: bo, out, in: back }],
          [cy, { of: cy, out: undefined, in: undefined }],
        ]),
      );
    },
  },
];

const lists: readonly Clause<Ground>[] = [
  {
    promise: "lists followers, followed and requests newest first, by the follow's id",
    async prove(ground) {
      const [ana, bo, cy, di] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
        await person(ground, "di"),
      ];
      const first = await follow(ground, [bo, ana]);
      const second = await follow(ground, [cy, ana]);
      const third = await follow(ground, [di, ana], { state: "requested" });
      const { follows } = ground.storage.stores;
      const rows = [
        { cursor: second.id, item: cy },
        { cursor: first.id, item: bo },
      ];
      assert.deepEqual(await follows.followers(ana, { limit: 9 }), rows);
      assert.deepEqual(await follows.followers(ana, { limit: 9, maxId: second.id }), rows.slice(1));
      assert.deepEqual(await follows.followers(ana, { limit: 1, minId: first.id }), rows.slice(0, 1));
      assert.deepEqual(await follows.following(bo, { limit: 9 }), [{ cursor: first.id, item: ana }]);
      assert.deepEqual(await follows.requests(ana, { limit: 9 }), [{ cursor: third.id, item: di }]);
    },
  },
  {
    promise: "names each inbox of the remote followers once, the shared one where there is one",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const far = async (name: string, domain: string, sharedInbox: string | undefined) => {
        const inbox = `https://${domain}/${name}/inbox`;
        const ends = {
          inbox,
          sharedInbox,
          outbox: undefined,
          followers: undefined,
          following: undefined,
          featured: undefined,
        };
        return person(ground, name, { domain, endpoints: ends });
      };
      const shared = "https://a.example/inbox";
      const followers = [await far("one", "a.example", shared), await far("two", "a.example", shared)];
      followers.push(await far("three", "b.example", undefined), await person(ground, "local"));
      for (const follower of followers) await follow(ground, [follower, ana]);
      await follow(ground, [await far("four", "c.example", undefined), ana], { state: "requested" });
      const inboxes = await ground.storage.stores.follows.followerInboxes(ana);
      assert.deepEqual([...inboxes].sort(), [shared, "https://b.example/three/inbox"]);
    },
  },
  {
    promise: "F-207: lists the followers elsewhere, all of them or those of one origin",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const far = (name: string, domain: string) =>
        person(ground, name, { domain, uri: toUri(`https://${domain}/users/${name}`) });
      const followers = [await far("one", "a.example"), await far("two", "a.example.org")];
      followers.push(await far("three", "a.example"), await person(ground, "local"));
      for (const follower of followers) await follow(ground, [follower, ana]);
      await follow(ground, [await far("four", "a.example"), ana], { state: "requested" });
      const { follows } = ground.storage.stores;
      const listed = async (origin?: string) => [...(await follows.remoteFollowers(ana, origin))].sort();
      const [one, three] = ["https://a.example/users/one", "https://a.example/users/three"];
      assert.deepEqual(await listed("https://a.example"), [one, three]);
      assert.deepEqual(await listed(), ["https://a.example.org/users/two", one, three]);
      assert.deepEqual(await listed("https://c.example"), []);
    },
  },
  {
    promise: "knows local followers, and who asked to be told",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const far = await person(ground, "far", { domain: "there.example" });
      const { follows } = ground.storage.stores;
      await follow(ground, [far, ana], { notify: true });
      await follow(ground, [bo, ana], { state: "requested", notify: true });
      assert.equal(await follows.hasLocalFollower(ana), false);
      await write(ground, (work) => work.follows.accept(bo, ana));
      assert.equal(await follows.hasLocalFollower(ana), true);
      assert.deepEqual(await follows.notified(ana), [bo]);
    },
  },
];

/** `FollowStore`: who follows whom. */
export const followStoreContract: readonly Clause<Ground>[] = [...pairs, ...lists];
