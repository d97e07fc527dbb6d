import type { Client, Federation } from "@trunkline/activitypub";
import {
  createClient,
  createFederation,
  generateEd25519KeyPair,
  generateRsaKeyPair,
  writeMultikey,
} from "@trunkline/activitypub";
import type {
  Clock,
  Fediverse,
  Filming,
  Ids,
  Imaging,
  InstanceSettings,
  Mailer,
  MediaFiles,
  ProofKeyPair,
  PushService,
  Remote,
  Social,
  SocialRules,
} from "@trunkline/social";
import {
  createActorSource,
  createCollections,
  createFediverse,
  createIds,
  createPolicy,
  createSocial,
  ensureInstanceActor,
  ensureProofKeys,
} from "@trunkline/social";
import { postgresStorage } from "@trunkline/storage-adapters/postgres";
import { sharpImaging } from "@trunkline/storage-adapters/sharp";
import type { KeyRing, PostgresStorage } from "@trunkline/storage-adapters/postgres";
import type { Config } from "./config/read.ts";
import { loadSecrets } from "./config/secrets.ts";
import type { Secrets } from "./config/secrets.ts";
import { openDatabase } from "./database.ts";
import type { Database, ProcessRole } from "./database.ts";
import { inTheirRequests } from "./correlation.ts";
import { createSeam } from "./faults/seam.ts";
import type { Seam } from "./faults/seam.ts";
import { instanceSettings, version } from "./instance-settings.ts";
import { createKeyVault } from "./key-vault.ts";
import { createLog } from "./log.ts";
import type { Log } from "./log.ts";
import { filmsOf } from "./films.ts";
import { createMediaFetch } from "./fetch-media.ts";
import { mediaAddressOf, mediaFilesOf } from "./media-files.ts";
import { createMailRoutes } from "./mail/mail-routes.ts";
import { createMailer } from "./mail/mailer.ts";
import { createMetrics } from "./metrics/metrics.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { countVerdict, observedStorage } from "./observe.ts";
import { createPushService } from "./push/push-service.ts";
import { generatePushKeys } from "./push/vapid.ts";
import { unsharedState } from "./shared-state.ts";
import type { SharedNeeds, SharedState } from "./shared-state.ts";
import { createDigests } from "./sign-in/digests.ts";
import { createPasswords } from "./sign-in/passwords.ts";
import { createTranslator } from "./translation/create-translator.ts";
import { explained } from "./start-error.ts";

export { scopes } from "@trunkline/mastodon-api";
export type { Account, DeadLetter, MediaType, Role, User, WorkKind } from "@trunkline/social";
export { days, readMediaKey, workKinds } from "@trunkline/social";
export { isRefusal } from "./refusal.ts";
export { printable } from "./config/print.ts";
export { writeEnvFile } from "./config/env-file.ts";
export {
  createBackup,
  restoreBackup,
  restoreMedia,
  verifyBackup,
  verifyMedia,
} from "@trunkline/storage-adapters/postgres";
export type { Database, ProcessRole } from "./database.ts";
export { ConfigError, readConfig } from "./config/read.ts";
export type { Config } from "./config/read.ts";
export { generateSecrets } from "./config/secrets.ts";
export { version } from "./instance-settings.ts";
export { explained, StartError } from "./start-error.ts";

/** Everything put together, and nothing listening. */
export interface Composition {
  readonly config: Config;
  readonly settings: InstanceSettings;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  readonly social: Social;
  readonly fediverse: Fediverse;
  readonly federation: Federation;
  readonly storage: PostgresStorage;
  readonly media: MediaFiles;
  /** Makes films and sounds of what people send; `undefined` where nothing does. */
  readonly films: Filming | undefined;
  readonly metrics: Metrics;
  readonly mailer: Mailer;
  /** Wakes apps that sleep. */
  readonly push: PushService;
  /** Counts calls, for all web processes together where they share a Redis. */
  readonly limiter: SharedState["limiter"];
  /**
   * Hands announcements on to all processes, where they share a Redis: for the one that leads. The answer ends it.
   */
  readonly relay: (() => () => void) | undefined;
  /** The connections below the storage, for what is asked about the database itself. */
  readonly database: Pick<Database, "connection" | "pools" | "probe">;
  close(): Promise<void>;
}

/** Chooses every adapter, and puts the use cases over them. The database is brought up to date on the way. */
export async function compose(
  config: Config,
  { role }: { readonly role: ProcessRole },
): Promise<Composition> {
  const seam = createSeam(config.testBuild);
  const clock = seam.clock({ now: () => new Date() });
  const log = createLog({ ...config.log, now: clock.now });
  const database = await openDatabase(config, { role, log });
  const shared = await openSharedState(config, { clock, log });
  try {
    await database.migrate();
    const secrets = await loadSecrets(config);
    const metrics = createMetrics();
    const kept = await explained(
      postgresStorage(database.connection, {
        now: clock.now,
        secrets: ringOf(secrets),
        pools: database.pools,
        // At the door requests are turned away far earlier: one that was let in should come to its end.
        maxWaiting: 5 * config.database.maxWaiting,
        wakes: shared.wakes,
      }),
    );
    const stored = seam.storage({ ...kept, ...shared.over(kept) });
    const storage = observedStorage(stored, { log, metrics });
    const ids = createIds({ now: clock.now });
    const kinds = await openMedia(config, { clock, ids, log, seam, role });
    const settings = { ...instanceSettings(config), mediaAddress: await mediaAddressOf(kinds.media, ids) };
    const opened = { config, settings, clock, ids, secrets, storage, ...kinds, metrics };
    const { push, client } = await openPush(opened);
    const { social, ...domain } = composeDomain({ ...opened, seam, push });
    const ensure = () => ensureInstanceActor({ storage, keyPairs, clock, ids, settings });
    await ensure().catch(ensure); // of several that start at once for the first time, one makes it
    await ensureProofKeys(storage, generateProof);
    const close = async (): Promise<void> => {
      await seam.stopping();
      await domain.federation.close();
      await client.close();
      await shared.close();
      await database.close();
    };
    const mailer = createMailer(config.mail, settings);
    const made = { ...opened, mailer, push, log, social, database };
    const { limiter, relay: relayFrom } = shared;
    const relay = relayFrom && (() => relayFrom(kept.stream));
    return { ...made, limiter, relay, ...domain, close };
  } catch (error) {
    await shared.close();
    await database.close();
    throw error;
  }
}

/** The drivers of Redis are loaded where there is one: without, the server starts sooner and smaller. */
async function openSharedState({ redis, ...config }: Config, needs: SharedNeeds): Promise<SharedState> {
  if (redis === undefined) return unsharedState(needs);
  const { openRedisState } = await import("./redis-state.ts");
  return openRedisState({ ...config, redis }, needs);
}

const generateProof = async (): Promise<ProofKeyPair> => {
  const { publicPem, privatePem } = await generateEd25519KeyPair();
  return { multibase: writeMultikey(publicPem), privatePem };
};

interface MediaParts extends Pick<Composition, "clock" | "ids" | "log"> {
  readonly seam: Seam;
  readonly role: ProcessRole;
}

/** Where media lies, and who makes films. A command makes none. */
async function openMedia(
  config: Config,
  { clock, ids, log, seam, role }: MediaParts,
): Promise<Pick<Composition, "media" | "films">> {
  const films = role === "command" ? undefined : await filmsOf(config, { clock, log });
  return { media: mediaFilesOf(config, { clock, ids }), films: seam.films(films) };
}

/** Makes pictures. */
export const imaging: Imaging = sharpImaging();

const keyPairs = {
  generate: async () => ({ ...(await generateRsaKeyPair()), proof: await generateProof() }),
};

/** Takes the keys by which push services know this server, or makes them on the first start. */
async function openPush({
  config,
  storage,
  clock,
  settings,
}: Pick<Composition, "config" | "storage" | "clock" | "settings">): Promise<{
  readonly push: PushService;
  readonly client: Client;
}> {
  const { allowedPrivateAddresses } = config;
  const keys =
    (await storage.stores.push.keys()) ??
    (await storage.transact((work) => work.push.keepKeys(generatePushKeys())));
  const client = clientOf(config);
  return { push: createPushService({ keys, client, clock, settings, allowedPrivateAddresses }), client };
}

type DomainNeeds = Pick<
  Composition,
  "config" | "settings" | "clock" | "ids" | "secrets" | "storage" | "media" | "films" | "metrics" | "push"
> & {
  readonly seam: Seam;
};

interface Domain {
  readonly social: Social & { readonly rules: SocialRules };
  readonly fediverse: Fediverse;
  readonly federation: Federation;
}

/** The domain and the protocol need each other: each is handed the other as something to be asked later. */
function composeDomain(needs: DomainNeeds): Domain {
  const { config, settings, clock, ids, secrets, storage, media, films, seam, metrics, push } = needs;
  const strangers = clientOf(config);
  const remote = remoteOf(() => fediverse);
  const social = createSocial({
    storage,
    stream: storage.stream,
    clock,
    ids,
    settings,
    remote,
    media: { files: media, imaging, films, fetch: createMediaFetch(strangers) },
    keyPairs,
    passwords: createPasswords({ pepper: secrets.pepper }),
    digests: createDigests(secrets.digest),
    mailRoutes: createMailRoutes(),
    translator: createTranslator(config.translation, storage.cache),
    push,
  });
  const { stores } = storage;
  const { allowedPrivateAddresses, allowedDomains, authorizedFetch } = config;
  const federation: Federation = createFederation(
    {
      actors: createActorSource({ stores, settings, instance: social.instance }),
      keys: createKeyVault(stores),
      collections: createCollections({
        stores,
        settings,
        writeObject: (value) => federation.writeObject(value),
      }),
      seen: storage.seen,
      deliveries: storage.deliveries,
      hosts: storage.hosts,
      inboxGone: (inbox) => fediverse.inboxGone(inbox),
      keysReplaced: (actor) => fediverse.keysReplaced(actor),
      cache: storage.cache,
      policy: createPolicy({ allowedDomains, stores, clock }),
      now: clock.now,
    },
    {
      origin: settings.origin,
      handleDomain: settings.domain,
      software: { name: "trunkline", version, repository: homepage, homepage },
      node: nodeOf(settings),
      intents: intentsOf(settings),
      allowedPrivateAddresses,
      authorizedFetch,
      onReceived: countVerdict(metrics),
      ...seam.client(() => clientOf(config)),
    },
  );
  const fediverse: Fediverse = createFediverse({ federation, storage, social, clock, ids, settings });
  return {
    social,
    fediverse: seam.fediverse(inTheirRequests(fediverse)),
    federation: seam.federation(closingWith(federation, strangers)),
  };
}

/** What NodeInfo says of this server. */
function nodeOf({
  title: name,
  description,
  registrations,
}: InstanceSettings): Parameters<typeof createFederation>[1]["node"] {
  return { name, description, openRegistrations: registrations === "open" };
}

/** Asks the fediverse, which is made later. */
function remoteOf(fediverse: () => Fediverse): Remote {
  return {
    account: (uri) => fediverse().remote.account(uri),
    handle: (username, domain) => fediverse().remote.handle(username, domain),
    refresh: (uri) => fediverse().remote.refresh(uri),
    any: (uri) => fediverse().remote.any(uri),
  };
}

/** The protocol, which takes the other client along when it ends. */
function closingWith(federation: Federation, client: Client): Federation {
  const close = async (): Promise<void> => void (await Promise.all([federation.close(), client.close()]));
  return { ...federation, close };
}

/** The way out to other hosts (S-054). */
function clientOf({ allowedPrivateAddresses }: Pick<Config, "allowedPrivateAddresses">): Client {
  return createClient({ userAgent: `trunkline/${version}`, allowedPrivateAddresses });
}

/** The pages to which other servers send whoever wants to do something with what is here, or to share something. */
function intentsOf({ origin }: InstanceSettings): { readonly interact: string; readonly compose: string } {
  return { interact: `${origin}/authorize_interaction`, compose: `${origin}/share` };
}

/** Where the software can be had, until its sources have an address of their own. */
const homepage = "https://www.npmjs.com/package/@trunkline/server";

/** The keys with which secrets are sealed at rest. */
export async function secretKeys(config: Config): Promise<KeyRing> {
  return ringOf(await loadSecrets(config));
}

function ringOf({ encryption }: Secrets): { active: string; keys: Readonly<Record<string, Uint8Array>> } {
  return { active: encryption[0].id, keys: Object.fromEntries(encryption.map(({ id, key }) => [id, key])) };
}

/** Opens the database alone, whatever the state of its schema: for a command. */
export function openDatabaseAlone(config: Config): Promise<Database> {
  const log = createLog({ ...config.log, now: () => new Date() });
  return openDatabase(config, { role: "command", log });
}
