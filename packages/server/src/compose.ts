import type { Federation } from "@trunkline/activitypub";
import { createFederation, generateRsaKeyPair } from "@trunkline/activitypub";
import type { Clock, Fediverse, Ids, InstanceSettings, Remote, Social, SocialRules } from "@trunkline/social";
import {
  createActorSource,
  createCollections,
  createFediverse,
  createIds,
  createSocial,
  ensureInstanceActor,
} from "@trunkline/social";
import { connectEmbedded, startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import { connect, migrate, postgresStorage, schemaStatus } from "@trunkline/storage-adapters/postgres";
import type {
  Connection,
  ConnectOptions,
  PostgresStorage,
  SchemaStatus,
} from "@trunkline/storage-adapters/postgres";
import type { Config } from "./config/read.ts";
import { loadSecrets } from "./config/secrets.ts";
import type { Secrets } from "./config/secrets.ts";
import { instanceSettings, version } from "./instance-settings.ts";
import { createKeyVault } from "./key-vault.ts";
import { createLog } from "./log.ts";
import type { Log } from "./log.ts";
import { createDigests } from "./sign-in/digests.ts";
import { createPasswords } from "./sign-in/passwords.ts";
import { explained } from "./start-error.ts";

export { scopes } from "@trunkline/mastodon-api";
export type { Account, Role, User } from "@trunkline/social";
export { isRefusal } from "./refusal.ts";
export { printable } from "./config/print.ts";
export { writeEnvFile } from "./config/env-file.ts";
export { ConfigError, readConfig } from "./config/read.ts";
export type { Config } from "./config/read.ts";
export { generateSecrets } from "./config/secrets.ts";
export { version } from "./instance-settings.ts";
export { StartError } from "./start-error.ts";

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
  close(): Promise<void>;
}

/**
 * For whom it is put together. A `server` has the data folder to itself; a `command` shares the embedded
 * database of a server that runs, and starts it for the duration where none does.
 */
export type ProcessRole = "server" | "command";

/** Chooses every adapter, and puts the use cases over them. The database is brought up to date on the way. */
export async function compose(
  config: Config,
  { role }: { readonly role: ProcessRole },
): Promise<Composition> {
  const clock: Clock = { now: () => new Date() };
  const log = createLog({ ...config.log, now: clock.now });
  const database = await openDatabase(config, { role, log });
  try {
    await database.migrate();
    const secrets = await loadSecrets(config);
    const storage = await explained(
      postgresStorage(database.connection, { now: clock.now, secrets: ringOf(secrets) }),
    );
    const settings = instanceSettings(config);
    const ids = createIds({ now: clock.now });
    const { social, ...domain } = composeDomain({ config, settings, clock, ids, secrets, storage });
    await ensureInstanceActor({ storage, keyPairs, clock, ids, settings });
    const close = async (): Promise<void> => {
      await domain.federation.close();
      await database.close();
    };
    return { config, settings, log, clock, ids, secrets, storage, social, ...domain, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

const keyPairs = { generate: generateRsaKeyPair };

type DomainNeeds = Pick<Composition, "config" | "settings" | "clock" | "ids" | "secrets" | "storage">;

interface Domain {
  readonly social: Social & { readonly rules: SocialRules };
  readonly fediverse: Fediverse;
  readonly federation: Federation;
}

/** The domain and the protocol need each other: each is handed the other as something to be asked later. */
function composeDomain({ config, settings, clock, ids, secrets, storage }: DomainNeeds): Domain {
  const remote: Remote = {
    account: (uri) => fediverse.remote.account(uri),
    handle: (username, domain) => fediverse.remote.handle(username, domain),
    any: (uri) => fediverse.remote.any(uri),
  };
  const social = createSocial({
    storage,
    stream: storage.stream,
    clock,
    ids,
    settings,
    remote,
    keyPairs,
    passwords: createPasswords({ pepper: secrets.pepper }),
    digests: createDigests(secrets.digest),
  });
  const { stores } = storage;
  const federation: Federation = createFederation(
    {
      actors: createActorSource({ stores, settings, figures: () => social.instance.figures() }),
      keys: createKeyVault(stores),
      collections: createCollections({
        stores,
        settings,
        writeObject: (value) => federation.writeObject(value),
      }),
      seen: storage.seen,
      deliveries: storage.deliveries,
      cache: storage.cache,
      now: clock.now,
    },
    {
      origin: settings.origin,
      handleDomain: settings.domain,
      software: { name: "trunkline", version, repository: homepage, homepage },
      node: { name: settings.title, description: settings.description, openRegistrations: false },
      allowedPrivateAddresses: config.allowedPrivateAddresses,
    },
  );
  const fediverse: Fediverse = createFediverse({ federation, storage, social, clock, ids, settings });
  return { social, fediverse, federation };
}

/** Where the software can be had, until its sources have an address of their own. */
const homepage = "https://www.npmjs.com/package/@trunkline/server";

function ringOf({ encryption }: Secrets): { active: string; keys: Readonly<Record<string, Uint8Array>> } {
  return { active: encryption[0].id, keys: Object.fromEntries(encryption.map(({ id, key }) => [id, key])) };
}

/** A database that answers, whatever the state of its schema. */
export interface Database {
  readonly connection: Connection;
  /** Whether this process has started it, and it ends with this process. */
  readonly isOwn: boolean;
  status(): Promise<SchemaStatus>;
  migrate(): Promise<SchemaStatus>;
  close(): Promise<void>;
}

export async function openDatabase(
  config: Config,
  {
    role,
    log = createLog({ ...config.log, now: () => new Date() }),
  }: { readonly role: ProcessRole; readonly log?: Log },
): Promise<Database> {
  let isClosing = false;
  // A connection that is cut while it is being made is news only as long as nobody has cut it on purpose.
  const onLog = (line: string): void => {
    if (!isClosing) log.warn("The embedded database says something.", { line });
  };
  const { options, isOwn, stop } = await explained(reach(config, role, onLog));
  const poolSize = role === "server" ? config.database.poolSize : 3;
  const connection = connect({ ...options, poolSize });
  const close = async (): Promise<void> => {
    isClosing = true;
    await connection.end({ timeout: 5 });
    await stop();
  };
  try {
    await explained(connection`select 1`, "The database does not answer");
  } catch (error) {
    await close();
    throw error;
  }
  return {
    connection,
    isOwn,
    status: () => schemaStatus(connection),
    migrate: () => explained(migrate(connection)),
    close,
  };
}

interface Reached {
  readonly options: ConnectOptions;
  readonly isOwn: boolean;
  stop(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

async function reach(
  { database, dataFolder }: Config,
  role: ProcessRole,
  onLog: (line: string) => void,
): Promise<Reached> {
  if (database.kind === "server")
    return { options: { url: database.url.reveal() }, isOwn: false, stop: nothing };
  const running = role === "command" ? await connectEmbedded(dataFolder) : undefined;
  if (running !== undefined) return { options: running, isOwn: false, stop: nothing };
  const own = await startEmbeddedPostgres({ dataDir: dataFolder, onLog });
  return { options: own.connection, isOwn: true, stop: () => own.stop() };
}
