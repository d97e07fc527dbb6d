import { expect, test } from "vitest";
import { createTown, settings } from "../testing/town.ts";
import { ensureInstanceActor, instanceActorUri } from "./instance-actor.ts";

const keyPairs = { generate: async () => ({ publicPem: "ours", privatePem: "private" }) };

test("the server's own actor has a name that others can prove, whether the domain has a port or not", async () => {
  for (const [domain, name] of [
    ["here.example", "here.example"],
    ["here.example:8443", "here.example-8443"],
  ] as const) {
    const town = createTown();
    const home = { ...settings, domain, origin: `https://${domain}` };
    await ensureInstanceActor({ ...town, keyPairs, settings: home });
    expect((await town.storage.stores.accounts.byUri(instanceActorUri(home)))?.username).toBe(name);
  }
});
