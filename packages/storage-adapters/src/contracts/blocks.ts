import assert from "node:assert/strict";
import type { AccountId, Block } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { follow, type Ground, person, write } from "./ground.ts";

async function block(ground: Ground, account: AccountId, target: AccountId): Promise<Block> {
  const id: Block["id"] = ground.ids.next();
  const made = { id, account, target, uri: `https://here.example/blocks/${id}`, at: ground.clock.now() };
  await write(ground, (work) => work.blocks.add(made));
  return made;
}

const none = { blocking: false, blockedBy: false, domainBlocking: false, domainBlockedBy: false };

/** `BlockStore`: who keeps whom, or whose server, away. */
export const blockStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a block once, finds it by its address, and forgets it",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const made = await block(ground, ana, bo);
      const { blocks } = ground.storage.stores;
      const again = { ...made, id: ground.ids.next<"block">(), uri: "https://here.example/again" };
      assert.equal(await write(ground, (work) => work.blocks.add(again)), false);
      assert.deepEqual(await blocks.byUri(made.uri), made);
      assert.equal(await blocks.byUri(again.uri), undefined);
      await write(ground, (work) => work.blocks.readdress(ana, bo, again.uri));
      assert.deepEqual(await blocks.byUri(again.uri), { ...made, uri: again.uri });
      const remove = () => write(ground, (work) => work.blocks.remove(ana, bo));
      assert.deepEqual(await remove(), { ...made, uri: again.uri });
      assert.equal(await remove(), undefined);
    },
  },
  {
    promise: "lists whom an account blocks and who blocks it, newest first, by the block's id",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const [first, second] = [await block(ground, ana, bo), await block(ground, ana, cy)];
      const { blocks } = ground.storage.stores;
      const rows = [
        { cursor: second.id, item: cy },
        { cursor: first.id, item: bo },
      ];
      assert.deepEqual(await blocks.of(ana, { limit: 9 }), rows);
      assert.deepEqual(await blocks.of(ana, { limit: 9, maxId: second.id }), rows.slice(1));
      assert.deepEqual(await blocks.of(bo, { limit: 9 }), []);
      assert.deepEqual(await blocks.against(bo, { limit: 9 }), [{ cursor: first.id, item: ana }]);
    },
  },
  {
    promise: "tells what stands between a viewer and others, in both directions",
    async prove(ground) {
      const [ana, bo, cy, di] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
        await person(ground, "di"),
      ];
      await block(ground, ana, bo);
      await block(ground, cy, ana);
      const barriers = await ground.storage.stores.blocks.barriers(ana, [bo, cy, di]);
      assert.deepEqual(
        new Map(barriers.map((barrier) => [barrier.of, barrier])),
        new Map([
          [bo, { ...none, of: bo, blocking: true }],
          [cy, { ...none, of: cy, blockedBy: true }],
        ]),
      );
      assert.deepEqual(await ground.storage.stores.blocks.barriers(ana, []), []);
    },
  },
  {
    promise: "lets a blocked domain stand for those below it, and for no other (S-049)",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const at = ground.clock.now();
      const far = (name: string, domain: string) => person(ground, name, { domain });
      const there = await far("one", "bad.example");
      const below = await far("two", "deep.bad.example");
      const ported = await far("three", "bad.example:8443");
      const beside = await far("four", "notbad.example");
      const add = () => write(ground, (work) => work.blocks.addDomain(ana, "bad.example", at));
      assert.deepEqual([await add(), await add()], [true, false]);
      const { blocks } = ground.storage.stores;
      const met = await blocks.barriers(ana, [there, below, ported, beside]);
      assert.deepEqual(new Set(met.map(({ of }) => of)), new Set([there, below, ported]));
      assert.ok(met.every(({ domainBlocking, blocking }) => domainBlocking && !blocking));
      assert.deepEqual(await blocks.barriers(below, [ana]), [{ ...none, of: ana, domainBlockedBy: true }]);
      const remove = () => write(ground, (work) => work.blocks.removeDomain(ana, "bad.example"));
      assert.deepEqual([await remove(), await remove()], [true, false]);
      assert.deepEqual(await blocks.barriers(ana, [there]), []);
    },
  },
  {
    promise: "lists blocked domains newest first",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const domains = ["a.example", "b.example", "c.example"];
      for (const domain of domains)
        await write(ground, (work) => work.blocks.addDomain(ana, domain, ground.clock.now()));
      const { blocks } = ground.storage.stores;
      const first = await blocks.domainsOf(ana, { limit: 2 });
      assert.deepEqual(
        first.map(({ item }) => item),
        ["c.example", "b.example"],
      );
      const rest = await blocks.domainsOf(ana, { limit: 2, maxId: first[1]?.cursor });
      assert.deepEqual(
        rest.map(({ item }) => item),
        ["a.example"],
      );
    },
  },
  {
    promise: "finds the follows and requests between an account and a domain, and those below it",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const out = await follow(ground, [ana, await person(ground, "one", { domain: "bad.example" })]);
      const back = await follow(ground, [await person(ground, "two", { domain: "a.bad.example" }), ana], {
        state: "requested",
        languages: ["de"],
      });
      await follow(ground, [ana, await person(ground, "three", { domain: "good.example" })]);
      await follow(ground, [ana, await person(ground, "four")]);
      const found = await ground.storage.stores.follows.withDomain(ana, "bad.example", 9);
      assert.deepEqual(new Set(found.map(({ id }) => id)), new Set([out.id, back.id]));
      assert.deepEqual(
        found.find(({ id }) => id === back.id),
        back,
      );
      assert.equal((await ground.storage.stores.follows.withDomain(ana, "bad.example", 1)).length, 1);
    },
  },
];
