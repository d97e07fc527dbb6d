import { createPrivateKey } from "node:crypto";
import { createFederation, generateRsaKeyPair } from "@trunkline/activitypub";
import type { DeliveryQueue, Federation } from "@trunkline/activitypub";
import { memoryPorts } from "@trunkline/activitypub/testing";
import type { FakeNetwork } from "@trunkline/activitypub/testing";
import {
  createActorSource,
  createCollections,
  createConsequences,
  createFediverse,
  createJobs,
  createSocial,
  ensureInstanceActor,
  toUri,
} from "@trunkline/social";
import type { AccountId, Fediverse, InstanceSettings, NewPost, Social, SocialRules } from "@trunkline/social";
import { memoryIds, memoryStorage } from "@trunkline/social/memory";
import type { FixedClock, MemoryStorage } from "@trunkline/social/memory";

/** A whole server but for its database and its sockets, in this process. */
export interface Island {
  readonly domain: string;
  readonly social: Social;
  readonly storage: MemoryStorage;
  readonly federation: Federation;
  readonly fediverse: Fediverse;
  person(username: string): Promise<AccountId>;
  /** Does each job once, and resolves to how much there was to do. */
  work(): Promise<number>;
}

/** Opens a server on a network that reaches no socket. */
export async function openIsland(domain: string, network: FakeNetwork, clock: FixedClock): Promise<Island> {
  const ids = memoryIds(clock);
  const storage = memoryStorage({ clock, ids });
  const settings = settingsOf(domain);
  const keyPairs = { generate: generateRsaKeyPair };
  await ensureInstanceActor({ storage, keyPairs, clock, ids, settings });
  const federation: Federation = createFederation(
    {
      ...memoryPorts(),
      ...portsOver(storage),
      now: () => clock.now(),
      actors: createActorSource({
        stores: storage.stores,
        settings,
        figures: () => social.instance.figures(),
      }),
      collections: createCollections({
        stores: storage.stores,
        settings,
        writeObject: (value) => federation.writeObject(value),
      }),
    },
    {
      origin: settings.origin,
      handleDomain: domain,
      software: { name: "island", version: "0.0.0", repository: "", homepage: "" },
      node: { name: domain, description: "", openRegistrations: false },
      client: network.client,
      random: () => 0,
    },
  );
  const social: Social & { readonly rules: SocialRules } = createSocial({
    storage,
    stream: storage.stream,
    clock,
    ids,
    passwords: { hash: async (password) => password, verify: async (password, hash) => password === hash },
    digests: { of: (secret) => secret },
    keyPairs,
    remote: {
      account: (uri) => fediverse.remote.account(uri),
      handle: (username, host) => fediverse.remote.handle(username, host),
      refresh: (uri) => fediverse.remote.refresh(uri),
      any: (uri) => fediverse.remote.any(uri),
    },
    settings,
  });
  const fediverse: Fediverse = createFediverse({ federation, storage, social, clock, ids, settings });
  const jobs = createJobs({
    events: storage.events,
    inbox: storage.inbox,
    clock,
    follow: createConsequences({ write: federation.write, settings, clock, ids }),
    receive: fediverse.receive,
    deliverDue: () => federation.deliverDue(),
    failed: (error) => {
      throw error;
    },
  });
  network.route(domain, (request) => federation.handle(request));
  return {
    domain,
    social,
    storage,
    federation,
    fediverse,
    async person(username) {
      const email = `${username}@mail.example`;
      const user = { username, email, password: "correct horse", confirmed: true, role: "user" } as const;
      return (await social.signIn.createUser(user)).account.id;
    },
    async work() {
      let done = 0;
      for (const job of Object.values(jobs)) done += await job();
      return done;
    },
  };
}

/** Lets islands do what there is to do, until nothing is left. */
export async function settle(...islands: readonly Island[]): Promise<void> {
  let done = 0;
  do {
    done = 0;
    for (const island of islands) done += await island.work();
  } while (done > 0);
}

export function post(text: string, more: Partial<NewPost> = {}): NewPost {
  return {
    text,
    spoilerText: "",
    sensitive: false,
    language: undefined,
    visibility: undefined,
    inReplyTo: undefined,
    app: undefined,
    idempotencyKey: undefined,
    ...more,
  };
}

function portsOver({ stores, inbox, outgoing }: MemoryStorage) {
  return {
    keys: {
      async signingKey(actor: string) {
        const keys = await stores.accounts.signingKey(toUri(actor));
        if (keys === undefined) throw new Error(`${actor} has no key here.`);
        return { keyId: `${actor}#main-key`, privateKey: createPrivateKey(keys.privatePem) };
      },
    },
    seen: { keep: inbox.keep },
    deliveries: queueOver(outgoing),
  };
}

/** Each letter to each inbox, until it has arrived or is given up. */
function queueOver(outgoing: MemoryStorage["outgoing"]): DeliveryQueue {
  const settled = new Set<string>();
  return {
    async claim(limit) {
      const all = outgoing().flatMap(({ activityId, sender, body, inboxes }) =>
        inboxes.map((inbox) => ({
          id: `${activityId} ${inbox}`,
          inbox,
          sender,
          activityId,
          body,
          attempts: 0,
          token: "",
        })),
      );
      return all.filter(({ id }) => !settled.has(id)).slice(0, limit);
    },
    async settle({ id, inbox, activityId }, outcome) {
      if (outcome.type !== "delivered")
        throw new Error(`${activityId} did not reach ${inbox}: ${outcome.reason}`);
      settled.add(id);
    },
  };
}

function settingsOf(domain: string): InstanceSettings {
  return {
    domain,
    origin: `https://${domain}`,
    title: domain,
    description: "",
    version: "0.0.0",
    contactEmail: `mayor@${domain}`,
    contactUsername: undefined,
    languages: ["en"],
    registrations: "closed",
    limits: {
      statusCharacters: 500,
      charactersPerLink: 23,
      displayNameCharacters: 30,
      noteCharacters: 500,
      profileFields: 4,
      profileFieldCharacters: 255,
      followsPerAccount: 100,
    },
  };
}
