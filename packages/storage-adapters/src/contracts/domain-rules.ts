import assert from "node:assert/strict";
import type { DomainRule } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, write } from "./ground.ts";

async function put(ground: Ground, domain: string, over: Partial<DomainRule> = {}): Promise<DomainRule> {
  const rule: DomainRule = {
    domain,
    severity: "suspend",
    rejectsMedia: false,
    rejectsReports: false,
    publicComment: "",
    privateComment: "",
    at: ground.clock.now(),
    ...over,
  };
  await write(ground, (work) => work.domainRules.put(rule));
  return rule;
}

/** `DomainRuleStore`: how other servers are dealt with. */
export const domainRuleStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one rule for a domain, and puts a new one in its place",
    async prove(ground) {
      await put(ground, "bad.example");
      const rule = await put(ground, "bad.example", {
        severity: "limit",
        rejectsMedia: true,
        rejectsReports: true,
        publicComment: "spam",
        privateComment: "see #1",
        isObfuscated: true,
      });
      const { domainRules } = ground.storage.stores;
      assert.deepEqual(await domainRules.byDomain("bad.example"), rule);
      assert.equal(await domainRules.byDomain("a.bad.example"), undefined);
      const remove = () => write(ground, (work) => work.domainRules.remove("bad.example"));
      assert.deepEqual([await remove(), await remove()], [true, false]);
    },
  },
  {
    promise: "finds the rules about any of several domains, and lists all, newest first",
    async prove(ground) {
      const rules = [await put(ground, "a.example"), await put(ground, "b.example", { severity: "none" })];
      const { domainRules } = ground.storage.stores;
      const found = await domainRules.about(["x.a.example", "a.example", "example"]);
      assert.deepEqual(found, [rules[0]]);
      assert.deepEqual(await domainRules.about([]), []);
      const [first] = await domainRules.all({ limit: 1 });
      assert.deepEqual(first?.item, rules[1]);
      const rest = await domainRules.all({ limit: 9, maxId: first?.cursor });
      assert.deepEqual(
        rest.map(({ item }) => item),
        [rules[0]],
      );
    },
  },
  {
    promise: "remembers who is let in, newest first",
    async prove(ground) {
      const at = ground.clock.now();
      const allow = (domain: string) => write(ground, (work) => work.domainRules.allow(domain, at));
      assert.deepEqual(
        [await allow("a.example"), await allow("b.example"), await allow("a.example")],
        [true, true, false],
      );
      const { domainRules } = ground.storage.stores;
      const rows = await domainRules.allowed({ limit: 9 });
      assert.deepEqual(
        rows.map(({ item }) => item),
        ["b.example", "a.example"],
      );
      assert.deepEqual(
        [await domainRules.isAllowed("a.example"), await domainRules.isAllowed("x.a.example")],
        [true, false],
      );
      assert.equal(await write(ground, (work) => work.domainRules.disallow("a.example")), true);
      assert.equal(await domainRules.isAllowed("a.example"), false);
    },
  },
];
