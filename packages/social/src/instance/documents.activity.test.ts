import { createFederation } from "@trunkline/activitypub";
import { fakeNetwork, fakePeer, memoryPorts } from "@trunkline/activitypub/testing";
import type { FakePeer } from "@trunkline/activitypub/testing";
import { beforeAll, expect, test } from "vitest";
import type { Visibility } from "../statuses/status.ts";
import { createBorder, from } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { settings } from "../testing/town.ts";
import { createActorSource } from "./actor-source.activity.ts";

const names = ["follower", "mentioned", "stranger"] as const;

let peers: readonly FakePeer[];
beforeAll(async () => {
  peers = await Promise.all(names.map((username) => fakePeer({ host: "there.example", username })));
});

/** Asks for an address by HTTP, unsigned and then signed by each; the statuses of the answers. */
function asker(border: Border): (url: string) => Promise<readonly (number | undefined)[]> {
  const { clock, storage, social } = border;
  const actors = createActorSource({ stores: storage.stores, settings, instance: social.instance });
  const federation = createFederation(
    { ...memoryPorts(), actors, now: clock.now },
    {
      origin: settings.origin,
      handleDomain: settings.domain,
      client: fakeNetwork(...peers).client,
      software: { name: "test", version: "1", repository: settings.origin, homepage: settings.origin },
      node: { name: "test", description: "", openRegistrations: false },
    },
  );
  return (url) => {
    const unsigned = new Request(url, { headers: { accept: "application/activity+json" } });
    const requests = [unsigned, ...peers.map((peer) => peer.get(url, clock.now()))];
    return Promise.all(requests.map(async (request) => (await federation.handle(request))?.status));
  };
}

test.each<[Visibility, readonly number[]]>([
  ["public", [200, 200, 200, 200]],
  ["private", [404, 200, 200, 404]],
  ["direct", [404, 404, 200, 404]],
])(
  "a %s post is shown to nobody, follower, mentioned and stranger as far as it is for them (F-081)",
  async (visibility, expected) => {
    const border = createBorder();
    const ana = await border.person("ana");
    for (const name of names) await border.neighbour(name);
    const follow = { ...from("https://there.example/users/follower", "follow"), type: "Follow" } as const;
    await border.receive({ ...follow, object: "https://here.example/users/ana" });
    const { status } = await border.say(ana, "Hello @mentioned@there.example", { visibility });
    const ask = asker(border);
    expect(await ask(status.uri)).toEqual(expected);
    expect(await ask(`${status.uri}/activity`)).toEqual(expected);
  },
);
