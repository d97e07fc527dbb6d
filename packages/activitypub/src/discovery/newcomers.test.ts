import { expect, it } from "vitest";
import { memoryPorts } from "../testing/index.ts";
import { createNewcomers, registrableDomain } from "./newcomers.ts";

const actorAt = (host: string): string => `https://${host}/users/ana`;

it("F-021: of one domain ten subdomains bring newcomers in an hour, and an eleventh does not", async () => {
  const ports = memoryPorts();
  const mayMeet = createNewcomers({ cache: ports.cache, actors: { isKnown: async () => false } });
  const answers: boolean[] = [];
  for (let index = 1; index <= 11; index += 1)
    answers.push(await mayMeet(actorAt(`s${index}.flood.example`)));
  expect(answers).toEqual([...Array.from({ length: 10 }, () => true), false]);
  expect(await mayMeet(actorAt("s3.flood.example"))).toBe(true);
  expect(await mayMeet(actorAt("other.example"))).toBe(true);
  ports.clock.pass(3_600_001);
  expect(await mayMeet(actorAt("s11.flood.example"))).toBe(true);
});

it("F-021: whoever is known is asked for whatever the number of subdomains", async () => {
  const known = actorAt("s99.flood.example");
  const isKnown = async (actor: string): Promise<boolean> => actor === known;
  const mayMeet = createNewcomers({ cache: memoryPorts().cache, actors: { isKnown } });
  for (let index = 1; index <= 10; index += 1) await mayMeet(actorAt(`s${index}.flood.example`));
  expect(await mayMeet(known)).toBe(true);
});

it.each([
  ["a.b.peer.example", "peer.example"],
  ["peer.example", "peer.example"],
  ["a.peer.co.uk", "peer.co.uk"],
  ["peer.co.uk", "peer.co.uk"],
  ["a.peer.fi", "peer.fi"],
  ["localhost", undefined],
  ["127.0.0.1", undefined],
  ["[::1]", undefined],
])("the domain behind %s is %s", (host, domain) => {
  expect(registrableDomain(host)).toBe(domain);
});
