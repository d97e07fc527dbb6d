import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";

const page = { limit: 20 };

test("whoever is blocked by an account sees nobody on its page, and nobody sees whom they block (S-050)", async () => {
  const { social, person } = createTown();
  const [ana, bob, cy] = [await person("ana"), await person("bob"), await person("cy")];
  await social.follows.follow(ana, bob, {});
  await social.endorsements.add(ana, bob);
  const shown = async (viewer: typeof ana | undefined) =>
    (await social.endorsements.of(viewer, ana, page)).items.map(({ username }) => username);
  expect([await shown(undefined), await shown(cy)]).toEqual([["bob"], ["bob"]]);
  await social.blocks.block(cy, bob);
  expect(await shown(cy)).toEqual([]);
  await social.blocks.unblock(cy, bob);
  await social.blocks.block(ana, cy);
  expect(await shown(cy)).toEqual([]);
});
