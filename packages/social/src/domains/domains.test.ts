import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";
import type { DomainRule } from "./domain-rules.store.ts";

const page = { limit: 20 };
const rule = (domain: string, more: Partial<DomainRule> = {}): Omit<DomainRule, "at"> => ({
  domain,
  severity: "suspend",
  rejectsMedia: false,
  rejectsReports: false,
  publicComment: "",
  privateComment: "",
  ...more,
});

test("a rule holds for the domain in every spelling, and for all below it, the strictest of several (S-049)", async () => {
  const { social } = createTown();
  await social.domains.rule(rule(" BÜCHER.example. ", { severity: "limit", rejectsMedia: true }));
  await social.domains.rule(rule("evil.xn--bcher-kva.example", { severity: "suspend" }));
  await social.domains.rule(rule("deep.evil.bücher.example", { severity: "none", rejectsReports: true }));
  const { treatmentOf } = social.domains;
  const limited = { severity: "limit", rejectsMedia: true, rejectsReports: false };
  for (const host of ["bücher.example", "XN--BCHER-KVA.example:8443", "a.b.bücher.EXAMPLE."]) {
    expect(await treatmentOf(host)).toEqual(limited);
  }
  const suspended = { severity: "suspend", rejectsMedia: true, rejectsReports: true };
  expect(await treatmentOf("x.deep.evil.bücher.example")).toEqual(suspended);
  const nothing = { severity: "none", rejectsMedia: false, rejectsReports: false };
  for (const host of ["cher.example", "example", "notbücher.example", "", "no domain"]) {
    expect(await treatmentOf(host)).toEqual(nothing);
  }
});

test("a server that is suspended takes its people along, those that come later too, and gives them back (S-048)", async () => {
  const { social, rules, neighbour, person, news } = createTown();
  const [ana, bob] = [await person("ana"), await neighbour("bob")];
  await social.follows.follow(ana, bob, {});
  news();
  await social.domains.rule(rule("there.example"));
  expect(news()).toEqual([{ type: "domain.suspended", domain: "there.example" }]);
  expect(await social.accounts.show(bob)).toMatchObject({ suspendedBy: ["domain"] });
  const known = await social.accounts.show(bob);
  const eve = { ...known, id: known.id.replace(/.$/, "9") as typeof bob, username: "eve" };
  expect(
    await rules.accounts.receive({ ...eve, uri: `${known.uri}/eve` as typeof known.uri }),
  ).toBeUndefined();
  expect(await social.domains.unrule("There.Example")).toBe(true);
  expect(await social.domains.unrule("there.example")).toBe(false);
  expect(await social.accounts.show(bob)).toMatchObject({ suspendedBy: [], suspendedAt: undefined });
});

test("those of a limited server are limited, known or new", async () => {
  const { social, neighbour } = createTown();
  const bob = await neighbour("bob");
  await social.domains.rule(rule("there.example", { severity: "limit" }));
  const eve = await neighbour("eve");
  for (const id of [bob, eve]) {
    expect(await social.accounts.show(id)).toMatchObject({ limitedBy: ["domain"], suspendedBy: [] });
  }
});

test("what is no domain gets no rule, nor does our own", async () => {
  const { social } = createTown();
  for (const domain of ["", "a b", "HERE.example", "https://bad.example"]) {
    await expect(social.domains.rule(rule(domain))).rejects.toMatchObject({ code: "invalid" });
    await expect(social.domains.allow(domain)).rejects.toMatchObject({ code: "invalid" });
  }
  expect((await social.domains.rules(page)).items).toEqual([]);
});

test("servers are let in, and no longer", async () => {
  const { social } = createTown();
  expect([await social.domains.allow("A.example"), await social.domains.allow("a.example")]).toEqual([
    true,
    false,
  ]);
  expect((await social.domains.allowed(page)).items).toEqual(["a.example"]);
  expect(await social.domains.disallow("a.EXAMPLE")).toBe(true);
  expect((await social.domains.allowed(page)).items).toEqual([]);
});
