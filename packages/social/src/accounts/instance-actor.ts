import { toUri } from "../kernel/id.ts";
import type { ActorUri } from "../kernel/id.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock, Ids, KeyPairs } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { NewAccount } from "./account.ts";

/** The address of the actor that is the server itself, which signs what nobody in particular asks for. */
export function instanceActorUri({ origin }: Pick<Home, "origin">): ActorUri {
  return toUri<"actor">(`${origin}/actor`);
}

export interface InstanceActorNeeds {
  readonly storage: Storage;
  readonly keyPairs: KeyPairs;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Home;
}

/**
 * Makes the server's own actor, if there is none yet: a local account that has the domain for its
 * name (with a hyphen before a port), which no person can choose, and a key pair. May be called at every start.
 */
export async function ensureInstanceActor(needs: InstanceActorNeeds): Promise<void> {
  const { storage, keyPairs, settings } = needs;
  if ((await storage.stores.accounts.byUri(instanceActorUri(settings))) !== undefined) return;
  const keys = await keyPairs.generate();
  await storage.transact((work) => work.accounts.add(instanceActor(needs), keys));
}

/** No name has a colon: with one, of a domain with a port, no other server could prove the handle. */
function nameOf({ domain }: Pick<Home, "domain">): string {
  return domain.replace(":", "-");
}

function instanceActor({ clock, ids, settings }: InstanceActorNeeds): NewAccount {
  const uri = instanceActorUri(settings);
  return {
    id: ids.next(),
    username: nameOf(settings),
    domain: undefined,
    uri,
    url: settings.origin,
    kind: "application",
    displayName: "",
    note: "",
    fields: [],
    avatarUrl: undefined,
    headerUrl: undefined,
    locked: true,
    discoverable: false,
    indexable: false,
    hideCollections: true,
    endpoints: {
      inbox: `${uri}/inbox`,
      sharedInbox: `${settings.origin}/inbox`,
      outbox: `${uri}/outbox`,
      followers: undefined,
      following: undefined,
      featured: undefined,
    },
    createdAt: clock.now(),
    fetchedAt: undefined,
    suspendedAt: undefined,
    deletedAt: undefined,
  };
}
