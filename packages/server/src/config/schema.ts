import { z } from "zod";
import {
  domain,
  domains,
  hostsAndPorts,
  keyRing,
  oneOf,
  publicPlace,
  ranges,
  roleList,
  secret,
  serviceUrl,
  strongSecret,
  text,
  wholeNumber,
  yesOrNo,
} from "./kinds.ts";

/** What the documentation says of a setting, beside its type and default. */
export interface About {
  readonly group: string;
  readonly says: string;
  /** The default in words, where it follows from other settings. */
  readonly otherwise?: string;
  readonly example?: string;
  /** May come from a file named by NAME_FILE, and is never shown. */
  readonly secret?: boolean;
}

/** The text of what is said about each setting. */
export const about: z.core.$ZodRegistry<About> = z.registry<About>();

const listening = "Address and port";
const processes = "Processes";
const naming = "Domain";
const data = "Data";
const media = "Media";
const mail = "Mail";
const registrations = "Sign-up";
const secrets = "Secrets";
const federation = "Federation and limits";
const site = "What the server says of itself";
const logging = "Logging";

function setting<Type extends z.ZodType>(schema: Type, group: string, rest: Omit<About, "group">): Type {
  about.add(schema, { group, ...rest });
  return schema;
}

/** Every setting: the name is the variable, which is Mastodon's wherever Mastodon has one. */
export const settings = z.object({
  PORT: setting(wholeNumber(1, 65_535).default(3000), listening, {
    says: "The TCP port that the server listens on.",
  }),
  BIND: setting(text.default("127.0.0.1"), listening, {
    says: "The local address that it listens on. `0.0.0.0` is every IPv4 address of the machine.",
  }),
  TRUSTED_PROXY_IP: setting(ranges.default([]), listening, {
    says:
      "Addresses or ranges of reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Host` are believed. " +
      "From anybody else these headers mean nothing.",
    example: "127.0.0.1 10.0.0.0/8",
  }),

  ROLE: setting(roleList.default(["web", "streaming", "worker", "scheduler"]), processes, {
    says:
      "What this process does, as a list: `web` answers HTTP and the inboxes, `streaming` answers " +
      "`/api/v1/streaming` alone, `worker` delivers and receives, `scheduler` does what is done by the clock; `all` " +
      "is each of them. With an external database there may be any number of processes of each. " +
      "`--role` on the command line wins over it.",
    otherwise: "`all`",
    example: "web,streaming",
  }),
  DRAIN_SECONDS: setting(wholeNumber(0, 15).optional(), processes, {
    says:
      "For how long a server that was told to stop by SIGTERM goes on taking requests while it says that it is not " +
      "ready, so that whatever shares out the requests can see it.",
    otherwise: "`5` where `TRUSTED_PROXY_IP` is set, `0` where it is not",
  }),
  METRICS_PORT: setting(wholeNumber(1, 65_535).optional(), processes, {
    says: "A second port, for the operator alone: `/metrics` for Prometheus, `/readyz` with reasons.",
    otherwise: "there is none",
    example: "9394",
  }),
  METRICS_BIND: setting(text.default("127.0.0.1"), processes, {
    says: "The local address of that port. Whoever reaches it learns how busy the server is: keep it private.",
  }),

  LOCAL_DOMAIN: setting(domain.optional(), naming, {
    says: "The domain of handles, as in `@alice@social.example`. It can never be changed once others know it.",
    otherwise: "`localhost` with the port",
    example: "social.example",
  }),
  WEB_DOMAIN: setting(domain.optional(), naming, {
    says: "The host of every address, where it differs from the domain of handles.",
    otherwise: "`LOCAL_DOMAIN`",
    example: "www.social.example",
  }),
  ALTERNATE_DOMAINS: setting(domains.default([]), naming, {
    says: "Other host names that the server answers to. A request for any other host is refused.",
  }),
  LOCAL_HTTPS: setting(yesOrNo.optional(), naming, {
    says: "Whether addresses begin with `https:`. Plain `http:` is for trying things on one machine.",
    otherwise: "`false` for localhost and loopback addresses, `true` for all else",
  }),

  DATA_DIR: setting(text.default("./data"), data, {
    says: "The folder that holds what the server keeps on disk: the embedded database, media, generated secrets.",
  }),
  DATABASE_URL: setting(serviceUrl("postgres:", "postgresql:").optional(), data, {
    says: "A PostgreSQL server to use in place of the embedded one. It wins over the `DB_` settings.",
    example: "postgresql://trunkline:password@localhost/trunkline",
    secret: true,
  }),
  DB_HOST: setting(text.optional(), data, {
    says: "Host of a PostgreSQL server, or the folder of its socket. Any `DB_HOST` means: not the embedded one.",
  }),
  DB_PORT: setting(wholeNumber(1, 65_535).default(5432), data, { says: "Port of that server." }),
  DB_NAME: setting(text.default("trunkline"), data, { says: "Name of the database there." }),
  DB_USER: setting(text.default("trunkline"), data, { says: "User to connect as." }),
  DB_PASS: setting(secret.optional(), data, { says: "Password of that user.", secret: true }),
  DB_POOL: setting(wholeNumber(2, 500).default(10), data, {
    says: "How many connections to the database requests have at most. A statement may take five seconds there.",
  }),
  DB_JOBS_POOL: setting(wholeNumber(2, 500).default(5), data, {
    says: "How many more the jobs have at most, apart from those. A statement may take a minute there.",
  }),
  DB_POOL_QUEUE: setting(wholeNumber(0, 10_000).default(200), data, {
    says:
      "How many statements of requests may wait for a connection. Requests that come besides are answered with 503 and " +
      "`Retry-After`.",
  }),
  PREPARED_STATEMENTS: setting(yesOrNo.default(true), data, {
    says:
      "`false` behind a pooler that hands each transaction another connection, as PgBouncer in transaction mode does. " +
      "Limits of time are the database role's own there: `alter role ... set statement_timeout`.",
  }),
  DATABASE_DIRECT_URL: setting(serviceUrl("postgres:", "postgresql:").optional(), data, {
    says: "The same database past that pooler, for what keeps a connection: migrations, listening, the election.",
    otherwise: "`DATABASE_URL`",
    example: "postgresql://trunkline:password@localhost:5432/trunkline",
    secret: true,
  }),
  REPLICA_DATABASE_URL: setting(serviceUrl("postgres:", "postgresql:").optional(), data, {
    says:
      "A streaming replica that timelines and searches are read from while it is less than two seconds behind. It " +
      "wins over the `REPLICA_DB_` settings.",
    example: "postgresql://trunkline:password@replica.example/trunkline",
    secret: true,
  }),
  REPLICA_DB_HOST: setting(text.optional(), data, {
    says: "Host of a replica, or the folder of its socket. What the next four leave out is as for `DB_HOST`.",
  }),
  REPLICA_DB_PORT: setting(wholeNumber(1, 65_535).optional(), data, {
    says: "Port of the replica.",
    otherwise: "`DB_PORT`",
  }),
  REPLICA_DB_NAME: setting(text.optional(), data, {
    says: "Name of the database there.",
    otherwise: "`DB_NAME`",
  }),
  REPLICA_DB_USER: setting(text.optional(), data, { says: "User to connect as.", otherwise: "`DB_USER`" }),
  REPLICA_DB_PASS: setting(secret.optional(), data, {
    says: "Password of that user.",
    otherwise: "`DB_PASS`",
    secret: true,
  }),
  REPLICA_PREPARED_STATEMENTS: setting(yesOrNo.default(true), data, {
    says: "`PREPARED_STATEMENTS` for the replica.",
  }),
  REDIS_URL: setting(serviceUrl("redis:", "rediss:").optional(), data, {
    says:
      "A Redis server, which the processes of one server share: limits on calls count for all of them together, " +
      "what is cached is cached there, and it wakes workers and feeds streams. Nothing that matters lies in it: it may " +
      "be emptied or be gone at any moment.",
    example: "redis://localhost:6379",
    secret: true,
  }),
  REDIS_SENTINELS: setting(hostsAndPorts(26_379).optional(), data, {
    says:
      "Redis Sentinels, as hosts with or without a port, that know which Redis server is the master. User, password " +
      "and database of that server are those of `REDIS_URL`, whose host counts no more.",
    example: "sentinel-1:26379,sentinel-2:26379",
  }),
  REDIS_SENTINEL_MASTER: setting(text.default("mymaster"), data, {
    says: "What the sentinels call the group of servers.",
  }),
  REDIS_SENTINEL_PASSWORD: setting(secret.optional(), data, {
    says: "Password of the sentinels themselves.",
    secret: true,
  }),
  REDIS_CLUSTER: setting(hostsAndPorts(6379).optional(), data, {
    says:
      "Some nodes of a Redis Cluster, as hosts with or without a port; the others are found through them. User and " +
      "password are those of `REDIS_URL`. Sentinels beside it count no more.",
    example: "redis-1:6379,redis-2:6379",
  }),

  S3_ENABLED: setting(yesOrNo.default(false), media, {
    says:
      "Whether media lies in a bucket of Amazon S3, or of a service that speaks its language. Otherwise it lies in " +
      "`DATA_DIR/media`, where only processes of one machine find it. The bucket must keep no versions, and should have " +
      "a rule that clears unfinished uploads.",
  }),
  S3_BUCKET: setting(text.optional(), media, { says: "The bucket.", example: "social-media" }),
  S3_REGION: setting(text.default("us-east-1"), media, { says: "Its region." }),
  S3_ENDPOINT: setting(
    z
      .url({ protocol: /^https?$/, error: "must be an address that begins with http:// or https://" })
      .optional(),
    media,
    {
      says: "Where the service listens.",
      otherwise: "Amazon's, in that region",
      example: "https://minio.example:9000",
    },
  ),
  AWS_ACCESS_KEY_ID: setting(secret.optional(), media, { says: "Who asks there.", secret: true }),
  AWS_SECRET_ACCESS_KEY: setting(secret.optional(), media, {
    says: "The key that requests to the service are signed with.",
    secret: true,
  }),
  S3_OVERRIDE_PATH_STYLE: setting(yesOrNo.default(false), media, {
    says: "Whether the bucket stands in the host (`https://bucket.host/`) where `S3_ENDPOINT` is set, and not in the path.",
  }),
  S3_PROTOCOL: setting(oneOf("https", "http").default("https"), media, {
    says: "With what addresses that follow from the next two settings begin.",
  }),
  S3_HOSTNAME: setting(publicPlace.optional(), media, {
    says: "The host in public addresses of media; the bucket's name follows in the path.",
    otherwise: "the bucket's own address",
    example: "minio.example:9000",
  }),
  S3_ALIAS_HOST: setting(publicPlace.optional(), media, {
    says: "A host that serves the content of the bucket, as a CDN does. It wins over `S3_HOSTNAME`.",
    example: "files.social.example",
  }),
  S3_PERMISSION: setting(oneOf("public-read", "private", "none").default("public-read"), media, {
    says: "The access list that files are stored with. `none` leaves it to the bucket's own rules.",
  }),
  S3_SIGNED_URLS: setting(yesOrNo.default(false), media, {
    says:
      "Whether the bucket is private. Files then have addresses at this server, which sends those who ask on to an " +
      "address that works for a quarter of an hour.",
  }),
  S3_MULTIPART_THRESHOLD: setting(wholeNumber(5, 5000).default(15), media, {
    says: "Files of more mebibytes than this are sent in parts.",
  }),
  S3_FORCE_SINGLE_REQUEST: setting(yesOrNo.default(false), media, {
    says: "Whether every file is sent in one request, for services that know no parts.",
  }),
  S3_READ_TIMEOUT: setting(wholeNumber(1, 60).default(5), media, {
    says: "For how many seconds the service may be silent.",
  }),
  S3_RETRY_LIMIT: setting(wholeNumber(0, 10).default(2), media, {
    says: "How often a request that failed is sent again.",
  }),
  FFMPEG_BINARY: setting(text.default("ffmpeg"), media, {
    says:
      "The ffmpeg that makes films and sounds of those that people send. Where there is none, or one that is too old to be " +
      "trusted with strangers' files, only pictures are taken.",
  }),
  FFPROBE_BINARY: setting(text.default("ffprobe"), media, { says: "The ffprobe that belongs to it." }),

  SMTP_SERVER: setting(text.optional(), mail, {
    says:
      "The mail server that letters are handed to. Without one they are put into `DATA_DIR/mail`, as files that any " +
      "mail program opens.",
    example: "smtp.example",
  }),
  SMTP_PORT: setting(wholeNumber(1, 65_535).default(587), mail, { says: "Its port." }),
  SMTP_LOGIN: setting(text.optional(), mail, { says: "Who signs in there.", otherwise: "nobody" }),
  SMTP_PASSWORD: setting(secret.optional(), mail, { says: "With which password.", secret: true }),
  SMTP_FROM_ADDRESS: setting(z.email("must be an address of mail").optional(), mail, {
    says: "The address that letters come from.",
    otherwise: "`notifications@` at `LOCAL_DOMAIN`",
    example: "notifications@social.example",
  }),
  SMTP_DOMAIN: setting(text.optional(), mail, {
    says: "What this server calls itself before the mail server.",
    otherwise: "the name of the machine",
  }),
  SMTP_TLS: setting(yesOrNo.default(false), mail, {
    says: "Whether the connection is encrypted from its first byte, as on port 465.",
  }),
  SMTP_ENABLE_STARTTLS: setting(oneOf("always", "auto", "never").default("always"), mail, {
    says: "Where it is not: whether it has to become so (`always`), does when the mail server can (`auto`), or stays open.",
  }),
  SMTP_CA_FILE: setting(text.optional(), mail, {
    says: "A file of certificates by which the mail server is known, in place of those that Node knows.",
  }),

  REGISTRATIONS: setting(oneOf("closed", "open", "approval", "invites").default("closed"), registrations, {
    says:
      "Who may sign up: nobody, everybody, everybody whom somebody then lets in (`trunkline accounts approve`), or " +
      "whoever has an invite (`trunkline invites create`). An invite spares the approval.",
  }),
  REGISTRATIONS_REASON_REQUIRED: setting(yesOrNo.default(false), registrations, {
    says: "Whether those who wait for approval must say why they come.",
  }),
  REGISTRATIONS_MIN_AGE: setting(wholeNumber(1, 150).optional(), registrations, {
    says: "How old one must be, in years. The date of birth is looked at once, and not kept.",
    otherwise: "nobody is asked",
  }),
  REGISTRATIONS_MESSAGE: setting(text.optional(), registrations, {
    says: "What those are told who cannot sign up, in plain text.",
  }),
  EMAIL_DOMAIN_DENYLIST: setting(domains.default([]), registrations, {
    says:
      "Domains whose addresses of mail nobody signs up with, nor with what is below them, nor with domains whose mail " +
      "goes to them.",
    example: "throwaway.example",
  }),
  EMAIL_DOMAIN_ALLOWLIST: setting(domains.default([]), registrations, {
    says: "The only domains whose addresses of mail one may sign up with.",
    otherwise: "all",
  }),

  SECRET_KEY_BASE: setting(strongSecret.optional(), secrets, {
    says: "What stored tokens, sessions and passwords are hashed with. Without it nobody stays signed in.",
    otherwise: "made once, and kept in `DATA_DIR/secrets.json`",
    secret: true,
  }),
  ENCRYPTION_KEYS: setting(keyRing.optional(), secrets, {
    says:
      "The keys that actors' private keys are encrypted with, as `name:base64url` separated by commas. " +
      "The first one encrypts; all of them decrypt, so that a new one is put in front of the old.",
    otherwise: "made once, and kept in `DATA_DIR/secrets.json`",
    secret: true,
  }),

  ALLOWED_PRIVATE_ADDRESSES: setting(ranges.default([]), federation, {
    says: "Private address ranges that other servers may be reached at all the same, over plain http too.",
    example: "127.0.0.0/8",
  }),
  AUTHORIZED_FETCH: setting(yesOrNo.default(false), federation, {
    says:
      "Whether other servers have to sign what they ask for, so that whoever is blocked can be told apart (secure mode). " +
      "Posts then carry no signature of their own, and some servers see less of them.",
  }),
  LIMITED_FEDERATION_MODE: setting(yesOrNo.default(false), federation, {
    says:
      "Whether the server has to do with `LIMITED_FEDERATION_DOMAINS` alone: nobody else is asked, written to or listened to. " +
      "`AUTHORIZED_FETCH` comes with it.",
  }),
  LIMITED_FEDERATION_DOMAINS: setting(domains.default([]), federation, {
    says: "Those domains. Each stands for itself, and not for what is below it.",
    example: "friends.example family.example",
  }),
  RATE_LIMIT_EXEMPT: setting(ranges.default([]), federation, {
    says: "Address ranges of clients that no rate limit touches.",
    example: "127.0.0.0/8 ::1",
  }),

  DEEPL_API_KEY: setting(secret.optional(), site, {
    says: "The key with which DeepL translates statuses for people here.",
    otherwise: "DeepL is not asked",
    secret: true,
  }),
  DEEPL_PLAN: setting(oneOf("free", "pro").default("free"), site, { says: "What that key was given for." }),
  LIBRE_TRANSLATE_ENDPOINT: setting(serviceUrl("http:", "https:").optional(), site, {
    says: "A LibreTranslate service that translates them, where there is no key for DeepL.",
    example: "http://localhost:5000",
  }),
  LIBRE_TRANSLATE_API_KEY: setting(secret.optional(), site, { says: "The key for it.", secret: true }),
  TRENDS: setting(oneOf("off", "reviewed", "automatic").default("reviewed"), site, {
    says:
      "Whether it shows which hashtags, statuses and links many people use just now: not at all, once somebody has " +
      "approved of each (`trunkline trends approve`), or all that nobody has rejected.",
  }),
  SITE_TITLE: setting(text.optional(), site, { says: "The server's name.", otherwise: "`WEB_DOMAIN`" }),
  SITE_DESCRIPTION: setting(text.default("A server of the fediverse."), site, {
    says: "One or two sentences about it, in plain text.",
  }),
  SITE_CONTACT_EMAIL: setting(z.email("must be an address of mail").default("admin@localhost"), site, {
    says: "Where people may write to.",
  }),
  SITE_CONTACT_USERNAME: setting(text.optional(), site, {
    says: "Username of the local account that people may turn to.",
    otherwise: "nobody",
  }),
  DEFAULT_LOCALE: setting(
    text.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as en").default("en"),
    site,
    {
      says: "The language of the server's own texts.",
    },
  ),

  LOG_LEVEL: setting(oneOf("debug", "info", "warn", "error").default("info"), logging, {
    says: "The least important kind of line that is written: `debug`, `info`, `warn` or `error`.",
  }),
  LOG_FORMAT: setting(oneOf("auto", "pretty", "json").default("auto"), logging, {
    says: "`json` writes an object a line, `pretty` is for people, `auto` is pretty on a terminal.",
  }),
}) satisfies z.ZodObject;

export type Settings = z.output<typeof settings>;
