import { expect, test } from "vitest";
import { toId } from "../kernel/id.ts";
import { createTown } from "../testing/town.ts";

test("a person is found by name, by handle, and by a handle of ours in any case", async () => {
  const { social, person } = createTown();
  const ana = await person("ana");
  for (const acct of ["ana", "@ana", "ANA", "ana@here.example", "@Ana@HERE.example"]) {
    expect((await social.accounts.lookup(acct)).id).toBe(ana);
  }
});

test("somebody elsewhere is found by the whole handle alone", async () => {
  const { social, neighbour } = createTown();
  const bob = await neighbour("bob");
  expect((await social.accounts.lookup("bob@there.example")).id).toBe(bob);
  await expect(social.accounts.lookup("bob")).rejects.toMatchObject({ code: "not-found" });
  await expect(social.accounts.lookup("no handle")).rejects.toMatchObject({ code: "not-found" });
});

test("nobody is not found, and a deleted account is gone", async () => {
  const { social, person } = createTown();
  const ana = await person("ana");
  await social.signIn.deleteUser(ana);
  await expect(social.accounts.show(toId("1"))).rejects.toMatchObject({ code: "not-found" });
  await expect(social.accounts.show(ana)).rejects.toMatchObject({ code: "gone" });
  expect(await social.accounts.showMany([ana])).toEqual([]);
});

test("several accounts come in the order asked for", async () => {
  const { social, person } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const shown = await social.accounts.showMany([bob, toId("1"), ana]);
  expect(shown.map((account) => account.username)).toEqual(["bob", "ana"]);
});

test("a profile changes where the change says so, and everybody hears of it", async () => {
  const { social, person, news } = createTown();
  const ana = await person("ana");
  await social.accounts.change(ana, {
    displayName: " Ana\n\u202E ",
    fields: [{ name: "Web", value: "https://a.example" }],
  });
  const changed = await social.accounts.change(ana, {
    note: "Hello\r\nthere",
    locked: true,
    kind: "service",
  });
  expect(changed).toMatchObject({ displayName: "Ana", note: "Hello\nthere", locked: true, kind: "service" });
  expect(changed.fields).toEqual([{ name: "Web", value: "https://a.example", verifiedAt: undefined }]);
  expect(await social.accounts.show(ana)).toEqual(changed);
  expect(news()).toEqual([
    { type: "account.updated", account: ana },
    { type: "account.updated", account: ana },
  ]);
});

test("a change that changes nothing is no news", async () => {
  const { social, person, news } = createTown();
  const ana = await person("ana");
  await social.accounts.change(ana, { displayName: "", locked: false });
  expect(news()).toEqual([]);
});

test.each([
  { displayName: "x".repeat(31) },
  { note: "x".repeat(501) },
  { fields: [{ name: "x", value: "y".repeat(256) }] },
  { fields: Array.from({ length: 5 }, () => ({ name: "a", value: "b" })) },
])("a profile keeps to its limits (S-097)", async (change) => {
  const { social, person } = createTown();
  const ana = await person("ana");
  await expect(social.accounts.change(ana, change)).rejects.toMatchObject({ code: "invalid" });
});

test("a remote account that comes again brings its new profile", async () => {
  const { social, rules, neighbour } = createTown();
  const bob = await social.accounts.show(await neighbour("bob"));
  const again = await rules.accounts.receive({ ...bob, id: toId("9"), displayName: "Robert" });
  expect(again).toMatchObject({ id: bob.id, displayName: "Robert" });
});

test("nobody elsewhere takes over a local account; a proved handle changes hands, its account does not (S-019)", async () => {
  const { social, rules, neighbour, person } = createTown();
  const bob = await social.accounts.show(await neighbour("bob"));
  const ana = await social.accounts.show(await person("ana"));
  const eve = { ...bob, id: toId<"account">("9") };
  expect(await rules.accounts.receive({ ...eve, uri: ana.uri, username: "eve" })).toBeUndefined();
  const other = await rules.accounts.receive({ ...eve, uri: bob.url as typeof bob.uri });
  expect([other?.id, other?.username]).toEqual(["9", bob.username]);
  expect(await rules.accounts.rename(ana.id, { username: "bob", domain: "there.example" })).toBeUndefined();
  expect((await social.accounts.lookup("bob@there.example")).id).toBe("9");
});

test("a remote account is deleted once, with its statuses; a local one not at all (F-143)", async () => {
  const { rules, neighbour, person, news } = createTown();
  const [bob, ana] = [await neighbour("bob"), await person("ana")];
  expect(await rules.accounts.receiveDelete(bob)).toBe(true);
  expect(await rules.accounts.receiveDelete(bob)).toBe(false);
  expect(await rules.accounts.receiveDelete(ana)).toBe(false);
  expect(news()).toEqual([{ type: "account.deleted", account: bob }]);
});
