import { expect, it } from "vitest";
import { createWorld, fakePeer } from "../testing/index.ts";
import type { SimPerson, World } from "../testing/index.ts";
import { createDirectory } from "./directory.ts";

async function scene(): Promise<{ readonly world: World; readonly ben: SimPerson; readonly zoe: SimPerson }> {
  const world = await createWorld();
  const ben = world.server("there.example").person("ben");
  const zoe = world.server("strict.example", "gotosocial").person("zoe");
  return { world, ben, zoe };
}

it("somebody is found by handle, in each way to write one, and by address", async () => {
  const { world, ben } = await scene();
  const { lookup } = createDirectory({ client: world.client("reader.example") });
  for (const what of ["@ben@there.example", "ben@there.example", "acct:ben@there.example", ben.id]) {
    expect(await lookup(what)).toMatchObject({ ok: true, value: { id: ben.id, preferredUsername: "ben" } });
  }
});

it("a post is found by its address", async () => {
  const { world, ben } = await scene();
  const { id } = ben.say("Hello")["object"] as { readonly id: string };
  const { lookup } = createDirectory({ client: world.client("reader.example") });
  expect(await lookup(id)).toMatchObject({
    ok: true,
    value: { attributedTo: ben.id, content: "<p>Hello</p>" },
  });
});

it("what is for signed requests only is found with a key, and not without", async () => {
  const { world, zoe } = await scene();
  const reader = await fakePeer({ host: "reader.example", username: "reader" });
  world.host("reader.example", async (request) => reader.answer(request));
  const client = world.client("reader.example");
  expect(await createDirectory({ client }).lookup(zoe.id)).toEqual({ ok: false, reason: "not-found" });
  const signed = createDirectory({ client, sign: { key: reader.key, now: world.clock.now } });
  expect(await signed.lookup("@zoe@strict.example")).toMatchObject({ ok: true, value: { id: zoe.id } });
  await signed.close();
});

it("what is no handle and nobody's address is a verdict", async () => {
  const { world } = await scene();
  const { lookup } = createDirectory({ client: world.client("reader.example") });
  expect(await lookup("nobody")).toEqual({ ok: false, reason: "malformed" });
  expect(await lookup("@nobody@there.example")).toEqual({ ok: false, reason: "not-found" });
  expect(await lookup("https://nowhere.example/")).toEqual({ ok: false, reason: "unreachable" });
});
