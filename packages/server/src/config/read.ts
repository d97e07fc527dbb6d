import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isIP } from "node:net";
import { parseEnv } from "node:util";
import type { z } from "zod";
import { databaseFaults, databaseOf, databaseWarnings } from "./database.ts";
import type { DatabaseConfig } from "./database.ts";
import type { Role } from "./kinds.ts";
import { mediaFaults, mediaOf } from "./media.ts";
import type { MediaConfig } from "./media.ts";
import { mailFaults, mailOf, mailWarnings } from "./mail.ts";
import type { MailConfig } from "./mail.ts";
import { registrationsOf } from "./registrations.ts";
import type { RegistrationsConfig } from "./registrations.ts";
import type { Secret } from "./secret.ts";
import { redisOf } from "./redis.ts";
import type { RedisConfig } from "./redis.ts";
import { about, settings } from "./schema.ts";
import { translationOf } from "./translation.ts";
import type { TranslationConfig } from "./translation.ts";
import type { Settings } from "./schema.ts";
import { readTestBuild } from "./test-build.ts";
import type { TestBuild } from "./test-build.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** All that the server was told, checked. */
export interface Config {
  readonly bind: string;
  readonly port: number;
  readonly trustedProxies: readonly string[];
  /** What this process does. */
  readonly roles: ReadonlySet<Role>;
  /** How long it goes on taking requests after it was told to stop. */
  readonly drainMilliseconds: number;
  /** The listener for the operator alone; `undefined`: none. */
  readonly metrics: { readonly bind: string; readonly port: number } | undefined;
  /** The domain of handles. */
  readonly domain: string;
  /** The origin of every address. */
  readonly origin: string;
  /** Every value of `Host` that is answered. */
  readonly hosts: ReadonlySet<string>;
  /** An absolute path. */
  readonly dataFolder: string;
  readonly database: DatabaseConfig;
  /** A Redis that the processes of this server share; `undefined`: none. */
  readonly redis: RedisConfig | undefined;
  readonly media: MediaConfig;
  /** The programs that make films and sounds. */
  readonly films: { readonly ffmpeg: string; readonly ffprobe: string };
  readonly mail: MailConfig;
  readonly registrations: RegistrationsConfig;
  /** Secrets that the environment gave; those that it did not are kept in the data folder. */
  readonly secretKeyBase: Secret | undefined;
  readonly encryptionKeys: Secret | undefined;
  readonly allowedPrivateAddresses: readonly string[];
  /** Whether readers have to sign what they ask for. */
  readonly authorizedFetch: boolean;
  /** The only domains that there is anything to do with; `undefined`: all. */
  readonly allowedDomains: readonly string[] | undefined;
  readonly rateLimitExempt: readonly string[];
  /** `undefined`: nothing is translated. */
  readonly translation: TranslationConfig | undefined;
  readonly site: {
    readonly trends: Settings["TRENDS"];
    readonly title: string;
    readonly description: string;
    readonly contactEmail: string;
    readonly contactUsername: string | undefined;
    readonly locale: string;
  };
  readonly log: { readonly level: Settings["LOG_LEVEL"]; readonly format: Settings["LOG_FORMAT"] };
  /** What only a test build is told. */
  readonly testBuild: TestBuild | undefined;
  /** Settings that will not do what whoever wrote them may think. */
  readonly warnings: readonly string[];
}

/** Every fault of the settings at once, in words. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.name = "ConfigError";
    this.faults = faults;
  }
}

/**
 * Reads the settings from the environment, and from a `.env` file in the folder for what the
 * environment leaves out. Throws a `ConfigError` that names every fault.
 */
export function readConfig(env: Environment = process.env, folder: string = process.cwd()): Config {
  const file = join(folder, ".env");
  const written = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const given = withFiles({ ...written, ...present(env) }, folder);
  const read = settings.safeParse(given.values);
  const test = readTestBuild(env);
  const wrong = read.success
    ? [...mediaFaults(read.data), ...mailFaults(read.data), ...databaseFaults(read.data)]
    : read.error.issues.map(describe);
  const faults = [...given.faults, ...test.faults, ...wrong];
  if (!read.success || faults.length > 0) throw new ConfigError(faults);
  const unknown = Object.keys(written).filter((name) => !isKnown(name));
  return { ...toConfig(read.data, { folder, unknown }), testBuild: test.testBuild };
}

/** An empty variable is as good as none. */
function present(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
}

function isKnown(name: string): boolean {
  return name in settings.shape || name.replace(/_FILE$/, "") in settings.shape;
}

/** Puts the content of the file that `NAME_FILE` names where `NAME` is asked for. Only secrets have one. */
function withFiles(env: Environment, folder: string): { values: Environment; faults: readonly string[] } {
  const values: Record<string, string | undefined> = present(env);
  const faults: string[] = [];
  for (const [name, schema] of Object.entries(settings.shape)) {
    const path = values[`${name}_FILE`];
    if (path === undefined || about.get(schema)?.secret !== true) continue;
    try {
      values[name] ??= readFileSync(resolve(folder, path), "utf8").trim();
    } catch (error) {
      faults.push(`${name}_FILE names a file that cannot be read (${reasonOf(error)}).`);
    }
  }
  return { values, faults };
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

/** The value itself is left out: it may be a secret in the wrong place. */
function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".")} ${issue.message}.`;
}

function toConfig(
  read: Settings,
  { folder, unknown }: { folder: string; unknown: readonly string[] },
): Omit<Config, "testBuild"> {
  const domain = read.LOCAL_DOMAIN ?? `localhost:${read.PORT}`;
  const web = read.WEB_DOMAIN ?? domain;
  const isHttps = read.LOCAL_HTTPS ?? !isLoopback(web);
  const origin = new URL(`${isHttps ? "https" : "http"}://${web}`).origin;
  const dataFolder = resolve(folder, read.DATA_DIR);
  return {
    bind: read.BIND,
    port: read.PORT,
    trustedProxies: read.TRUSTED_PROXY_IP,
    roles: new Set(read.ROLE),
    drainMilliseconds: 1000 * (read.DRAIN_SECONDS ?? (read.TRUSTED_PROXY_IP.length > 0 ? 5 : 0)),
    metrics:
      read.METRICS_PORT === undefined ? undefined : { bind: read.METRICS_BIND, port: read.METRICS_PORT },
    domain,
    origin,
    hosts: new Set(
      [domain, web, ...read.ALTERNATE_DOMAINS, ...ownMachine(web)].flatMap((each) =>
        hostForms(each, isHttps),
      ),
    ),
    dataFolder,
    database: databaseOf(read),
    redis: redisOf(read),
    media: mediaOf(read, { dataFolder, origin }),
    films: { ffmpeg: read.FFMPEG_BINARY, ffprobe: read.FFPROBE_BINARY },
    registrations: registrationsOf(read),
    mail: mailOf(read, { dataFolder, domain }),
    secretKeyBase: read.SECRET_KEY_BASE,
    encryptionKeys: read.ENCRYPTION_KEYS,
    allowedPrivateAddresses: read.ALLOWED_PRIVATE_ADDRESSES,
    authorizedFetch: read.AUTHORIZED_FETCH || read.LIMITED_FEDERATION_MODE,
    allowedDomains: read.LIMITED_FEDERATION_MODE ? read.LIMITED_FEDERATION_DOMAINS : undefined,
    rateLimitExempt: read.RATE_LIMIT_EXEMPT,
    translation: translationOf(read),
    site: {
      trends: read.TRENDS,
      title: read.SITE_TITLE ?? web,
      description: read.SITE_DESCRIPTION,
      contactEmail: read.SITE_CONTACT_EMAIL,
      contactUsername: read.SITE_CONTACT_USERNAME,
      locale: read.DEFAULT_LOCALE,
    },
    log: { level: read.LOG_LEVEL, format: read.LOG_FORMAT },
    warnings: warningsOf(read, unknown),
  };
}

/** A client leaves the scheme's own port out of `Host`, and some write it all the same. */
function hostForms(host: string, isHttps: boolean): string[] {
  const port = isHttps ? ":443" : ":80";
  return host.endsWith(port) ? [host, host.slice(0, -port.length)] : [host, `${host}${port}`];
}

/** A server that is for this machine alone answers by every name that the machine has for itself. */
function ownMachine(host: string): string[] {
  if (!isLoopback(host)) return [];
  const { port } = new URL(`http://${host}`);
  return ["localhost", "127.0.0.1", "[::1]"].map((name) => (port === "" ? name : `${name}:${port}`));
}

function isLoopback(host: string): boolean {
  const { hostname } = new URL(`http://${host}`);
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0) return bare === "::1" || bare.startsWith("127.");
  return bare === "localhost" || bare.endsWith(".localhost");
}

function warningsOf(read: Settings, unknown: readonly string[]): readonly string[] {
  return [
    ...databaseWarnings(read),
    ...mailWarnings(read),
    ...(read.LIMITED_FEDERATION_DOMAINS.length > 0 && !read.LIMITED_FEDERATION_MODE
      ? ["LIMITED_FEDERATION_DOMAINS limits nothing as long as LIMITED_FEDERATION_MODE is false."]
      : []),
    ...unknown.map((name) => `The .env file sets ${name}, which is no setting of this server.`),
  ];
}
