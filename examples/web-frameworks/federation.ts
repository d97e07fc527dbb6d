// An account and its federation, which the three programs beside this one put behind a web framework each.
import { blankActor, createFederation, generateRsaKeyPair } from "@trunkline/activitypub";
import type { Actor, Federation } from "@trunkline/activitypub";
import { memoryPorts } from "@trunkline/activitypub/testing";
import type { MemoryPorts } from "@trunkline/activitypub/testing";

/** Builds the federation of a server at an origin, on which only `@ana` lives. */
export async function createOwn(
  origin: string,
): Promise<{ readonly federation: Federation; readonly ports: MemoryPorts }> {
  const { host } = new URL(origin);
  const id = `${origin}/users/ana`;
  const { publicPem, privatePem } = await generateRsaKeyPair();
  const publicKeys = [{ id: `${id}#main-key`, pem: publicPem }];
  const actor: Actor = { ...blankActor, id, preferredUsername: "ana", inbox: `${id}/inbox`, publicKeys };
  const clock = { now: () => new Date(), pass: () => undefined };
  const ana = { actor, handle: `ana@${host}`, aliases: [], profilePage: id, privatePem };
  const ports = memoryPorts({ actors: [ana], clock });
  const federation = createFederation(ports, {
    origin,
    handleDomain: host,
    software: { name: "frameworks", version: "1.0.0", repository: "", homepage: "" },
    node: { name: "Frameworks", description: "", openRegistrations: false },
    allowedPrivateAddresses: ["127.0.0.0/8"], // for a computer of one's own; leave it out in public
  });
  return { federation, ports };
}
