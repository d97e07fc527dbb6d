export { createMastodonApi } from "./create-mastodon-api.ts";
export type { Allowance, LimitRule, RateLimiter } from "./limits.ts";
export { limits, memoryRateLimiter } from "./limits.ts";
export type {
  AuthorizeAnswer,
  AuthorizeError,
  AuthorizeRequest,
  AuthorizeVerdict,
} from "./oauth/authorize.ts";
export { denyAuthorization, grantAuthorization, readAuthorizeRequest } from "./oauth/authorize.ts";
export type { OpenApiDocument } from "./openapi.ts";
export { openApiDocument } from "./openapi.ts";
export type { MastodonApiOptions } from "./options.ts";
export type { Scope } from "./scopes.ts";
export { scopes } from "./scopes.ts";
export type { Admission, Knock } from "./streaming/admission.ts";
export type { Every } from "./streaming/every.ts";
export type { Streaming, StreamingOptions } from "./streaming/streaming.ts";
export { createStreaming } from "./streaming/streaming.ts";
export type { Socket, SocketEvents } from "./streaming/websocket.ts";
