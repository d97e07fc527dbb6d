import { createPrivateKey } from "node:crypto";
import { createFederation, generateRsaKeyPair } from "@trunkline/activitypub";
import type { Delivery, DeliveryQueue, Federation } from "@trunkline/activitypub";
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
  tendPolls,
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

/** Where an island lies. */
export interface Sea extends Pick<FakeNetwork, "client" | "route"> {
  /** Is told of what could not be dealt with; without it, that is the end. */
  readonly failed?: (error: unknown) => void;
}

/** Opens a server on a network that reaches no socket. */
export async function openIsland(domain: string, network: Sea, clock: FixedClock): Promise<Island> {
  const ids = memoryIds(clock);
  const storage = memoryStorage({ clock, ids });
  const settings = settingsOf(domain);
  const keyPairs = { generate: generateRsaKeyPair };
  await ensureInstanceActor({ storage, keyPairs, clock, ids, settings });
  const federation: Federation = createFederation(
    {
      ...memoryPorts(),
      ...portsOver(storage, clock),
      now: () => clock.now(),
      actors: createActorSource({
        stores: storage.stores,
        settings,
        instance: { figures: () => social.instance.figures(), contact: () => social.instance.contact() },
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
      if (network.failed === undefined) throw error;
      network.failed(error);
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
      return done + (await tendPolls({ storage, clock })) + (await fediverse.verifyQuotes());
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

function portsOver({ stores, inbox, outgoing }: MemoryStorage, clock: FixedClock) {
  return {
    keys: {
      async signingKey(actor: string) {
        const keys = await stores.accounts.signingKey(toUri(actor));
        if (keys === undefined) throw new Error(`${actor} has no key here.`);
        return { keyId: `${actor}#main-key`, privateKey: createPrivateKey(keys.privatePem) };
      },
    },
    seen: { keep: inbox.keep },
    deliveries: queueOver(outgoing, clock),
  };
}

/** Each letter to each inbox, until it has arrived; what is given up is an error. */
function queueOver(outgoing: MemoryStorage["outgoing"], clock: FixedClock): DeliveryQueue {
  const waits = new Map<string, { readonly delivery: Delivery; readonly due: Date }>();
  let read = 0;
  const collect = (): void => {
    for (const { activityId, sender, body, inboxes } of outgoing().slice(read)) {
      read += 1;
      for (const inbox of inboxes) {
        const id = `${activityId} ${inbox}`;
        const delivery = { id, inbox, sender, activityId, body, attempts: 0, token: "" };
        waits.set(id, { delivery, due: clock.now() });
      }
    }
  };
  return {
    async claim(limit) {
      collect();
      const due = [...waits.values()].filter((one) => one.due <= clock.now()).slice(0, limit);
      // Calls may overlap: what is claimed is nobody else's for a minute.
      for (const { delivery } of due) {
        waits.set(delivery.id, { delivery, due: new Date(clock.now().getTime() + 60_000) });
      }
      return due.map(({ delivery }) => delivery);
    },
    async settle(delivery, outcome) {
      const { id, inbox, activityId, attempts } = delivery;
      if (outcome.type === "failed")
        throw new Error(`${activityId} did not reach ${inbox}: ${outcome.reason}`);
      if (outcome.type === "delivered") waits.delete(id);
      else waits.set(id, { delivery: { ...delivery, attempts: attempts + 1 }, due: outcome.at });
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
