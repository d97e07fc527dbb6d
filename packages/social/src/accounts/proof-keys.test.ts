import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";
import { ensureProofKeys } from "./proof-keys.ts";

test("accounts that were made before get a key for proofs, once (F-097)", async () => {
  const town = createTown();
  const ids = [await town.person("ana"), await town.person("ben")];
  await town.neighbour("cleo");
  let made = 0;
  const generate = async () => {
    made += 1;
    return { multibase: `z${made}`, privatePem: "private" };
  };
  expect(await ensureProofKeys(town.storage, generate)).toBe(2);
  const keys = await Promise.all(ids.map((id) => town.storage.stores.accounts.publicKeys(id)));
  expect(keys.map((key) => key?.proofMultibase)).toEqual(["z1", "z2"]);
  expect([await ensureProofKeys(town.storage, generate), made]).toEqual([0, 2]);
});
