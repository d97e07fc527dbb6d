export { type Connection, connect, type ConnectOptions } from "./connect.ts";
export { migrate, type SchemaStatus, schemaStatus } from "./migrate.ts";
export type { KeyRing } from "./secrets.ts";
export { type PostgresStorage, postgresStorage } from "./storage.ts";
export type { WakeChannel } from "./wake.ts";
