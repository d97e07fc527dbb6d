import { createWorld, received } from "@trunkline/activitypub/testing";
import { fixedClock } from "@trunkline/social/memory";
import { expect, test } from "vitest";
import { openIsland, post } from "../support/island.ts";

test("a peer that probes, closes connections, knows one signature, little bytes and ids of nothing but a query is lived with (F-243)", async () => {
  const clock = fixedClock();
  const world = await createWorld({ clock: { now: () => clock.now(), pass: (span) => clock.advance(span) } });
  const habits = {
    probes: true,
    closesConnections: true,
    maxInboxBytes: 64 * 1024,
    undoes: "address",
  } as const;
  const wendy = world.server("wp.example", "wordpress", habits).person("wendy");
  const network = { client: world.client("ours.example"), route: world.host };
  const island = await openIsland("ours.example", network as never, clock); // `route` takes answers of every kind
  const ana = await island.person("ana");
  const inbox = "https://ours.example/users/ana/inbox";
  const work = () => island.work();
  const told = ["First", "Second"].map((text) =>
    wendy.say(text, { mentions: ["https://ours.example/users/ana"] }),
  );
  for (const create of told) wendy.send(create, inbox);
  await world.run(work);
  const uris = told.map((create) => (create["object"] as { readonly id: string }).id);
  const kept = await Promise.all(uris.map((uri) => island.storage.stores.statuses.byUri(uri as never))); // addresses
  expect(uris).toEqual(["https://wp.example/?p=1&by=wendy", "https://wp.example/?p=2&by=wendy"]);
  expect(kept.map((status) => status?.uri)).toEqual(uris);
  const follow = wendy.follow("https://ours.example/users/ana");
  wendy.send(follow, inbox);
  await world.run(work);
  expect(received(world, { to: "wp.example", type: "Accept", object: follow.id }).length).toBe(1);
  await island.social.statuses.post(ana, post("x".repeat(400)));
  await world.run(work);
  expect(received(world, { to: "wp.example", type: "Create" }).length).toBe(1);
  wendy.send(wendy.undo(follow), inbox);
  await world.run(work);
  expect((await island.storage.stores.accounts.byId(ana))?.followersCount).toBe(0);
});
