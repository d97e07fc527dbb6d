import { expect, test } from "vitest";
import type { AccountId, NotificationId, StatusId } from "../kernel/id.ts";
import type { Town } from "../testing/town.ts";
import { createTown } from "../testing/town.ts";

const all = { types: undefined, excludeTypes: [], from: undefined };
const page = { limit: 20 };

interface News {
  readonly account: AccountId;
  readonly from: AccountId;
  readonly status?: StatusId;
}

async function tell({ storage, ids, clock }: Town, { account, from, status }: News): Promise<NotificationId> {
  const id = ids.next<"notification">();
  const type = status === undefined ? "follow" : "mention";
  await storage.transact((work) =>
    work.notifications.add([
      { id, account, from, type, status, at: clock.now(), group: undefined, filtered: false },
    ]),
  );
  return id;
}

test("news comes with who did it and what it is about, newest first", async () => {
  const town = createTown();
  const [ana, bob] = [await town.person("ana"), await town.person("bob")];
  const { status } = await town.say(bob, "hi @ana");
  await tell(town, { account: ana, from: bob, status: status.id });
  await tell(town, { account: ana, from: bob });
  const { items } = await town.social.notifications.list(ana, all, page);
  expect(items.map(({ notification }) => notification.type)).toEqual(["follow", "mention"]);
  expect(items[1]).toMatchObject({ from: { username: "bob" }, status: { status: { id: status.id } } });
});

test("news about what the viewer may not see is left out (S-085)", async () => {
  const town = createTown();
  const [ana, bob] = [await town.person("ana"), await town.person("bob")];
  const { status } = await town.say(bob, "psst", { visibility: "private" });
  const id = await tell(town, { account: ana, from: bob, status: status.id });
  const { items, oldest } = await town.social.notifications.list(ana, all, page);
  expect(items).toEqual([]);
  expect(oldest).toBe(id);
  await expect(town.social.notifications.show(ana, id)).rejects.toMatchObject({ code: "not-found" });
});

test("news by somebody who is gone is left out", async () => {
  const town = createTown();
  const [ana, bob] = [await town.person("ana"), await town.person("bob")];
  await tell(town, { account: ana, from: bob });
  await town.social.signIn.deleteUser(bob);
  expect((await town.social.notifications.list(ana, all, page)).items).toEqual([]);
});

test("news is dismissed one by one or all at once, by whom it concerns", async () => {
  const town = createTown();
  const [ana, bob] = [await town.person("ana"), await town.person("bob")];
  const id = await tell(town, { account: ana, from: bob });
  await expect(town.social.notifications.dismiss(bob, id)).rejects.toMatchObject({ code: "not-found" });
  expect((await town.social.notifications.show(ana, id)).notification.id).toBe(id);
  await town.social.notifications.dismiss(ana, id);
  await expect(town.social.notifications.show(ana, id)).rejects.toMatchObject({ code: "not-found" });
  await town.social.notifications.clear(ana);
  expect((await town.social.notifications.list(ana, all, page)).items).toEqual([]);
});
