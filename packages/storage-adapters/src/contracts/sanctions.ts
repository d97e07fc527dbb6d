import assert from "node:assert/strict";
import type { AccountId, DomainRule, Sanction } from "@trunkline/social";
import { after, days, minutes, toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { accountOf, follow, type Ground, person, write } from "./ground.ts";

const sanction = (ground: Ground, id: AccountId, given: Sanction) =>
  write(ground, (work) => work.accounts.sanction(id, given));

const rule = (domain: string, severity: DomainRule["severity"], at: Date): DomainRule => ({
  domain,
  severity,
  rejectsMedia: false,
  rejectsReports: false,
  publicComment: "",
  privateComment: "",
  at,
});

async function state(ground: Ground, id: AccountId) {
  const { suspendedBy, limitedBy, suspendedAt, limitedAt } = await accountOf(ground, id);
  assert.deepEqual(
    [suspendedAt !== undefined, limitedAt !== undefined],
    [suspendedBy.length > 0, limitedBy.length > 0],
  );
  return [suspendedBy, limitedBy];
}

/** What `AccountStore` promises about accounts that are put aside, have other names or have moved. */
export const sanctionContract: readonly Clause<Ground>[] = [
  {
    promise: "puts an account aside as long as it is in anybody's name, since the first of them",
    async prove(ground) {
      const ana = await person(ground, "ana", { domain: "there.example" });
      const first = ground.clock.now();
      const put = (by: Sanction["by"], at: Date | undefined) =>
        sanction(ground, ana, { kind: "suspend", by, at });
      assert.equal(await put("origin", first), true);
      ground.clock.advance(minutes(1));
      assert.equal(await put("moderator", ground.clock.now()), false);
      assert.equal(await put("moderator", ground.clock.now()), false);
      assert.deepEqual((await accountOf(ground, ana)).suspendedAt, first);
      assert.deepEqual(await state(ground, ana), [["origin", "moderator"], []]);
      assert.equal(await put("origin", undefined), false);
      assert.equal(await put("domain", undefined), false);
      assert.deepEqual(await state(ground, ana), [["moderator"], []]);
      assert.equal(await put("moderator", undefined), true);
      assert.equal(await put("moderator", undefined), false);
      assert.deepEqual(await state(ground, ana), [[], []]);
    },
  },
  {
    promise: "keeps limits apart from suspensions",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const at = ground.clock.now();
      assert.equal(await sanction(ground, ana, { kind: "limit", by: "moderator", at }), true);
      assert.deepEqual(await state(ground, ana), [[], ["moderator"]]);
      assert.equal(await sanction(ground, ana, { kind: "suspend", by: "moderator", at: undefined }), false);
      assert.deepEqual(await state(ground, ana), [[], ["moderator"]]);
      assert.equal(await sanction(ground, ground.ids.next(), { kind: "limit", by: "moderator", at }), false);
    },
  },
  {
    promise:
      "applies domain rules to those of the domain and below it, by handle or by server, and takes them back (S-049)",
    async prove(ground) {
      const far = (name: string, domain: string, uri?: string) =>
        person(ground, name, { domain, ...(uri === undefined ? {} : { uri: toUri(uri) }) });
      const there = await far("one", "bad.example");
      const below = await far("two", "deep.bad.example");
      const hosted = await far("three", "nice.example", "https://social.bad.example:8443/users/three");
      const beside = await far("four", "notbad.example");
      const local = await person(ground, "five");
      const at = ground.clock.now();
      const apply = () => write(ground, (work) => work.accounts.applyDomainRules("bad.example", at));
      await sanction(ground, below, { kind: "suspend", by: "moderator", at });
      await write(ground, (work) => work.domainRules.put(rule("bad.example", "suspend", at)));
      await write(ground, (work) => work.domainRules.put(rule("deep.bad.example", "limit", at)));
      await apply();
      await apply();
      assert.deepEqual(await state(ground, there), [["domain"], []]);
      assert.deepEqual(await state(ground, below), [["moderator", "domain"], ["domain"]]);
      assert.deepEqual(await state(ground, hosted), [["domain"], []]);
      for (const id of [beside, local]) assert.deepEqual(await state(ground, id), [[], []]);
      await write(ground, (work) => work.domainRules.remove("bad.example"));
      await apply();
      assert.deepEqual(await state(ground, there), [[], []]);
      assert.deepEqual(await state(ground, below), [["moderator"], ["domain"]]);
    },
  },
  {
    promise: "finds the follows between here and a domain",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const one = await person(ground, "one", { domain: "bad.example" });
      const two = await person(ground, "two", { domain: "a.bad.example" });
      const three = await person(ground, "three", { domain: "good.example" });
      const made = [
        await follow(ground, [ana, one]),
        await follow(ground, [two, ana], { state: "requested" }),
      ];
      await follow(ground, [three, ana]);
      const { follows } = ground.storage.stores;
      const found = await follows.acrossDomain("bad.example", 9);
      assert.deepEqual(new Set(found.map(({ id }) => id)), new Set(made.map(({ id }) => id)));
      assert.equal((await follows.acrossDomain("bad.example", 1)).length, 1);
    },
  },
  {
    promise: "keeps other names, and where an account has moved to",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const names = [toUri<"actor">("https://a.example/1"), toUri<"actor">("https://b.example/2")];
      await write(ground, (work) => work.accounts.setAliases(ana, names));
      await write(ground, (work) => work.accounts.setMoved(ana, { id: bo, uri: names[0] ?? toUri("") }));
      const moved = await accountOf(ground, ana);
      assert.deepEqual([moved.alsoKnownAs, moved.movedTo, moved.movedToUri], [names, bo, names[0]]);
      await write(ground, (work) => work.accounts.setAliases(ana, []));
      await write(ground, (work) => work.accounts.setMoved(ana, undefined));
      const back = await accountOf(ground, ana);
      assert.deepEqual([back.alsoKnownAs, back.movedTo, back.movedToUri], [[], undefined, undefined]);
      const at = ground.clock.now();
      assert.equal(await ground.storage.stores.moves.last(ana), undefined);
      await write(ground, (work) => work.moves.add({ account: ana, target: bo, at }));
      ground.clock.advance(minutes(1));
      await write(ground, (work) => work.moves.add({ account: ana, target: bo, at: ground.clock.now() }));
      assert.deepEqual(await ground.storage.stores.moves.last(ana), ground.clock.now());
    },
  },
  {
    promise: "finds profiles that were not read for long, of those with whom somebody here has to do",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const now = ground.clock.now();
      const read = (name: string, ago: number) =>
        person(ground, name, { domain: "there.example", fetchedAt: after(now, -days(ago)) });
      const [old, older, fresh] = [await read("old", 8), await read("older", 9), await read("fresh", 1)];
      await read("stranger", 99);
      for (const id of [old, fresh]) await follow(ground, [ana, id]);
      await follow(ground, [older, ana]);
      const { accounts } = ground.storage.stores;
      const names = async (limit: number) =>
        (await accounts.unread(after(now, -days(7)), limit)).map(({ username }) => username);
      assert.deepEqual(await names(9), ["older", "old"]);
      assert.deepEqual(await names(1), ["older"]);
    },
  },
  {
    promise: "names every inbox that is known once, by pages",
    async prove(ground) {
      const ends = { outbox: undefined, followers: undefined, following: undefined, featured: undefined };
      const far = (name: string, sharedInbox: string | undefined) =>
        person(ground, name, {
          domain: "there.example",
          endpoints: { ...ends, inbox: `https://there.example/${name}/inbox`, sharedInbox },
        });
      await far("one", "https://there.example/inbox");
      await far("two", "https://there.example/inbox");
      await far("three", undefined);
      await person(ground, "local");
      const { accounts } = ground.storage.stores;
      const all = ["https://there.example/inbox", "https://there.example/three/inbox"];
      assert.deepEqual(await accounts.inboxes(undefined, 9), all);
      assert.deepEqual(await accounts.inboxes(all[0], 9), all.slice(1));
      assert.deepEqual(await accounts.inboxes(undefined, 1), all.slice(0, 1));
    },
  },
  {
    promise: "finds profiles whose links were not looked at for long, and those whose fields have changed",
    async prove(ground) {
      const fields = [{ name: "Site", value: "https://a.example", verifiedAt: undefined }];
      const ana = await person(ground, "ana", { fields });
      const far = await person(ground, "far", { domain: "there.example", fields });
      const stranger = await person(ground, "stranger", { domain: "there.example", fields });
      await person(ground, "bo");
      await follow(ground, [ana, far]);
      const now = ground.clock.now();
      const { accounts } = ground.storage.stores;
      const due = async (before: Date) => new Set((await accounts.unproved(before, 9)).map(({ id }) => id));
      assert.deepEqual(await due(now), new Set([ana, far]));
      const proved = [{ name: "Site", value: "https://a.example", verifiedAt: now }];
      await write(ground, (work) => work.accounts.prove(ana, proved, now));
      assert.deepEqual((await accountOf(ground, ana)).fields, proved);
      assert.deepEqual(await due(now), new Set([far]));
      assert.deepEqual(await due(after(now, days(1))), new Set([ana, far]));
      const account = await accountOf(ground, ana);
      await write(ground, (work) => work.accounts.update(ana, { ...account, displayName: "Ana" }));
      assert.deepEqual(await due(now), new Set([far]));
      await write(ground, (work) => work.accounts.update(ana, { ...account, fields }));
      assert.deepEqual(await due(now), new Set([ana, far]));
      assert.ok(!(await due(now)).has(stranger));
      assert.equal((await accounts.unproved(now, 1)).length, 1);
    },
  },
];
