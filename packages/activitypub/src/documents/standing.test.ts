import { expect, test } from "vitest";
import { createFederation } from "../federation.ts";
import { blankActor } from "../objects/blank.ts";
import type { ActorSource, Standing } from "../ports.ts";
import { fakeNetwork, memoryPorts } from "../testing/index.ts";

const origin = "https://ours.example";
const ana = `${origin}/users/ana`;
const paths = ["", "/outbox", "/followers", "/following", "/statuses/1", "/statuses/1/activity"];

/** What each address of an actor answers, and what an inbox and WebFinger do. */
async function answers(standing: Standing): Promise<readonly (number | undefined)[]> {
  const local = {
    actor: { ...blankActor, id: ana, preferredUsername: "ana", inbox: `${ana}/inbox`, suspended: true },
    handle: "ana@ours.example",
    aliases: [],
    profilePage: `${origin}/@ana`,
  };
  const found = standing === "suspended" ? { standing, local } : { standing };
  const actors: ActorSource = {
    byUsername: async () => found,
    byUri: async () => found,
    note: async () => ({ standing }),
    usage: async () => ({ users: 0, activeMonth: 0, activeHalfyear: 0, localPosts: 0 }),
  };
  const { handle } = createFederation(
    { ...memoryPorts(), actors, now: () => new Date("2026-03-01T12:00:00.000Z") },
    {
      origin,
      handleDomain: "ours.example",
      client: fakeNetwork().client,
      software: { name: "test", version: "1", repository: origin, homepage: origin },
      node: { name: "test", description: "", openRegistrations: false },
    },
  );
  const headers = { accept: "application/activity+json" };
  const requests = [
    ...paths.map((path) => new Request(`${ana}${path}`, { headers })),
    new Request(`${ana}/inbox`, { method: "POST", body: "{}" }),
    new Request(`${origin}/.well-known/webfinger?resource=acct:ana@ours.example`),
  ];
  return Promise.all(requests.map(async (request) => (await handle(request))?.status));
}

test("a suspended actor is served as a stub, and everything else of it is 403 (F-045)", async () => {
  expect(await answers("suspended")).toEqual([200, 403, 403, 403, 403, 403, 202, 200]);
});

test("a deleted actor is 410 at every address (F-046)", async () => {
  expect(await answers("gone")).toEqual([410, 410, 410, 410, 410, 410, 410, 410]);
});

test("an actor that nobody may know of is 404 at every address (F-047)", async () => {
  expect(await answers("unknown")).toEqual([404, 404, 404, 404, 404, 404, 404, 404]);
});
