import { z } from "zod";
import {
  domain,
  domains,
  keyRing,
  oneOf,
  ranges,
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
const naming = "Domain";
const data = "Data";
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
    says: "How many connections to the database the server holds at most.",
  }),
  REDIS_URL: setting(serviceUrl("redis:", "rediss:").optional(), data, {
    says: "A Redis server. Nothing uses it yet; the server says so when it is set.",
    secret: true,
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
  RATE_LIMIT_EXEMPT: setting(ranges.default([]), federation, {
    says: "Address ranges of clients that no rate limit touches.",
    example: "127.0.0.0/8 ::1",
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
