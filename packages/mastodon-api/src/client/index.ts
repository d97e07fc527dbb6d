export type { Client, ClientOptions, Input, ListOperation, Operation, Reply } from "./client.ts";
export { createClient } from "./client.ts";
export { MastodonFailure } from "./failure.ts";
export type { Entities } from "./operations.ts";
export type { StreamMessage, StreamSocket, Subscription } from "./stream.ts";
