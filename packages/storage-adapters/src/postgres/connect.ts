import postgres from "postgres";

/** Where the server is, and how much it may be asked. Spans are milliseconds. */
export interface ConnectOptions {
  /** `postgres://user:password@host:port/database`; or name the parts. */
  readonly url?: string | undefined;
  /** Name of a host, or the folder that holds the server's Unix socket. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
  /** Connections at most, apart from one that listens (10). */
  readonly poolSize?: number | undefined;
  /** How long one statement may take (60 s). */
  readonly statementTimeout?: number | undefined;
  /** How long a statement waits for a lock (2 s). */
  readonly lockTimeout?: number | undefined;
  /** How long a transaction may stay idle (30 s). */
  readonly idleTransactionTimeout?: number | undefined;
  /** How the server's lists of connections call this program (`trunkline`). */
  readonly applicationName?: string | undefined;
  /**
   * `false` behind a pooler that hands each transaction another connection (`true`). Such a pooler lets no session
   * have limits of its own either: there the role has them (`alter role ... set statement_timeout`).
   */
  readonly prepare?: boolean | undefined;
}

/** The types of values that statements carry beyond those of the driver. */
interface Types extends Record<string, unknown> {
  readonly bigint: string;
  readonly text: string;
  readonly json: unknown;
}

/** What statements are written with, inside of a transaction or outside. */
export type Sql = postgres.ISql<Types>;

/** A transaction that is under way. */
export type Transaction = postgres.TransactionSql<Types>;

/** A piece of a statement. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** A pool of connections. */
export type Connection = postgres.Sql<Types>;

const greatest = 9223372036854775807n;

/** What is no id matches nothing; a cursor that is too large means the end. */
function asBigint(value: unknown): string {
  const text = String(value);
  if (!/^-?\d+$/.test(text)) return "-1";
  return text.length > 18 && BigInt(text) > greatest ? String(greatest) : text;
}

/** PostgreSQL holds no NUL, and in JSON no half of a surrogate pair; strangers send both. */
function asText(value: unknown): string {
  return String(value).replaceAll("\0", "").toWellFormed();
}

const types = {
  bigint: { to: 20, from: [20], serialize: asBigint, parse: (text: string) => text },
  text: { to: 25, from: [], serialize: asText, parse: (text: string) => text },
  json: {
    to: 114,
    from: [114, 3802],
    serialize: (value: unknown) =>
      JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "string" ? asText(inner) : inner)),
    parse: (text: string): unknown => JSON.parse(text),
  },
};

/**
 * Opens a pool of connections; the first is made when it is needed.
 *
 * Columns come back in camel case, nulls as `undefined`, numbers of 64 bits as text.
 */
export function connect(options: ConnectOptions): Connection {
  const { url, host, port, user, password, database } = options;
  const settings: postgres.Options<typeof types> = {
    max: options.poolSize ?? 10,
    prepare: options.prepare ?? true,
    onnotice: () => undefined,
    connect_timeout: 10,
    // The driver's own pauses grow to twenty seconds, and a server that came back would look gone for as long.
    backoff: (tries) => Math.min(0.05 * 2 ** tries, 1),
    types,
    transform: {
      undefined: null,
      column: { from: postgres.toCamel },
      value: { from: (value: unknown) => (value === null ? undefined : value) },
    },
    connection: sessionOf(options),
    ...given({ host, port, user, password, database }),
  };
  if (url === undefined) return postgres(settings);
  const { address, folder } = withoutFolder(url);
  return postgres(address, folder === undefined ? settings : { ...settings, host: folder });
}

function sessionOf(options: ConnectOptions): Record<string, string | number> {
  const every = { application_name: options.applicationName ?? "trunkline", TimeZone: "UTC" };
  if (options.prepare === false) return every;
  return {
    ...every,
    statement_timeout: options.statementTimeout ?? 60_000,
    lock_timeout: options.lockTimeout ?? 2_000,
    idle_in_transaction_session_timeout: options.idleTransactionTimeout ?? 30_000,
    synchronous_commit: "on",
  };
}

/** The driver reads no folder of a socket from an address (`?host=/run/postgresql`), as other drivers do. */
function withoutFolder(url: string): { readonly address: string; readonly folder: string | undefined } {
  const read = URL.parse(url);
  const folder = read?.searchParams.get("host");
  if (read === null || folder?.startsWith("/") !== true) return { address: url, folder: undefined };
  read.searchParams.delete("host");
  return { address: read.href, folder };
}

/** The options that are there: the driver takes one that is `undefined` for a choice. */
function given<Options extends object>(
  options: Options,
): { [Key in keyof Options]?: NonNullable<Options[Key]> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Options]?: NonNullable<Options[Key]> }; // those that are undefined are out
}
