import { roles } from "./kinds.ts";
import type { Settings } from "./schema.ts";
import { createSecret } from "./secret.ts";
import type { Secret } from "./secret.ts";

/** A PostgreSQL server, and how it wants to be spoken to. */
export interface DatabasePlace {
  readonly url: Secret;
  /** `false` behind a pooler that hands each transaction another connection. */
  readonly prepare: boolean;
}

interface Sizes {
  /** Connections of the requests, at most. */
  readonly poolSize: number;
  /** Those of the jobs. */
  readonly jobsPoolSize: number;
  /** Statements of requests that may wait for one. */
  readonly maxWaiting: number;
}

/** Where the server keeps its rows. */
export type DatabaseConfig = Sizes &
  (
    | { readonly kind: "embedded" }
    | (DatabasePlace & {
        readonly kind: "server";
        /** Past the pooler that `url` leads to. */
        readonly directUrl: Secret | undefined;
        readonly replica: DatabasePlace | undefined;
      })
  );

/** What the settings say of the database. */
export function databaseOf(read: Settings): DatabaseConfig {
  const sizes = {
    poolSize: read.DB_POOL,
    jobsPoolSize: read.DB_JOBS_POOL,
    maxWaiting: read.DB_POOL_QUEUE,
  };
  const url = read.DATABASE_URL ?? urlOf(partsOf(read));
  if (url === undefined) return { kind: "embedded", ...sizes };
  return {
    kind: "server",
    url,
    prepare: read.PREPARED_STATEMENTS,
    directUrl: read.DATABASE_DIRECT_URL,
    replica: replicaOf(read),
    ...sizes,
  };
}

function replicaOf(read: Settings): DatabasePlace | undefined {
  const own = partsOf(read);
  const url =
    read.REPLICA_DATABASE_URL ??
    urlOf({
      host: read.REPLICA_DB_HOST,
      port: read.REPLICA_DB_PORT ?? own.port,
      name: read.REPLICA_DB_NAME ?? own.name,
      user: read.REPLICA_DB_USER ?? own.user,
      password: read.REPLICA_DB_PASS ?? own.password,
    });
  return url === undefined ? undefined : { url, prepare: read.REPLICA_PREPARED_STATEMENTS };
}

interface Parts {
  readonly host: string | undefined;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: Secret | undefined;
}

function partsOf({ DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASS }: Settings): Parts {
  return { host: DB_HOST, port: DB_PORT, name: DB_NAME, user: DB_USER, password: DB_PASS };
}

function urlOf({ host, port, name, user, password }: Parts): Secret | undefined {
  if (host === undefined) return undefined;
  const url = new URL("postgresql://localhost");
  const isSocket = host.startsWith("/");
  url.hostname = isSocket ? "localhost" : host;
  url.port = String(port);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password?.reveal() ?? "");
  url.pathname = `/${encodeURIComponent(name)}`;
  if (isSocket) url.searchParams.set("host", host);
  return createSecret(url.href);
}

/** Settings of the database that cannot be meant. */
export function databaseFaults(read: Settings): readonly string[] {
  if (read.DATABASE_URL !== undefined || read.DB_HOST !== undefined) return [];
  const names = ["DATABASE_DIRECT_URL", "REPLICA_DATABASE_URL", "REPLICA_DB_HOST"] as const;
  return names
    .filter((name) => read[name] !== undefined)
    .map((name) => `${name} says more of a database that neither DATABASE_URL nor DB_HOST names.`);
}

/** Settings of the database that will not do what whoever wrote them may think. */
export function databaseWarnings(read: Settings): readonly string[] {
  const isAlone = read.DATABASE_URL === undefined && read.DB_HOST === undefined;
  const missing = roles.filter((role) => !read.ROLE.includes(role));
  return [
    ...(isAlone && missing.length > 0
      ? [
          `The embedded database is for one process, and nothing here does the part of: ${missing.join(", ")}.`,
        ]
      : []),
    ...(!isAlone && !read.PREPARED_STATEMENTS && read.DATABASE_DIRECT_URL === undefined
      ? [
          "Behind a pooler (PREPARED_STATEMENTS=false) nothing is heard of what other processes do: open streams stay " +
            "silent without DATABASE_DIRECT_URL.",
        ]
      : []),
  ];
}
