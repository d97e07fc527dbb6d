import type { AccountId, Principal, RefusalCode, Social, User } from "@trunkline/social";
import type { z } from "zod";
import type { Answered } from "./answer.ts";
import type { Reader } from "./entities/reader.ts";
import type { LimitName } from "./limits.ts";
import type { Linked } from "./paging.ts";
import type { Scope } from "./scopes.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Who may call: anybody (a token that is sent all the same must hold), an app with a token of its own
 * or of one of its users, or a user alone.
 */
export type Who = "anyone" | "app" | "user";

/** Somebody who lives here, speaking through an app. */
export interface UserPrincipal extends Principal {
  readonly user: User;
  readonly account: AccountId;
}

type PrincipalOf<Caller extends Who> = {
  readonly anyone: Principal | undefined;
  readonly app: Principal;
  readonly user: UserPrincipal;
}[Caller];

/** One request, checked: what a handler may know of it. */
export interface Call<Params, Query, Body, Headers, Caller extends Who> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  readonly principal: PrincipalOf<Caller>;
  readonly viewer: Caller extends "user" ? AccountId : AccountId | undefined;
  /** For whom, and at which origin, the answer is rendered. */
  readonly reader: Reader;
  readonly social: Social;
}

/** One operation, whole: its route, its callers, its checks, its answer, its documentation. */
export interface Declaration<Params, Query, Body, Headers, Reply, Caller extends Who> {
  readonly method: Method;
  /** With `:name` for each part that varies. */
  readonly path: string;
  /** A sentence for the documentation. */
  readonly summary: string;
  readonly who: Caller;
  /** Whether those may call too who have not proved their address yet, or wait to be let in. Left out: no. */
  readonly evenNewcomers?: boolean;
  /** The scope that a token must have, or several of which one is enough. */
  readonly scope?: Scope | readonly Scope[];
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  /** Parameters in the address count as well, as long as the body does not name them. */
  readonly body?: z.ZodType<Body>;
  /** Names in lower case. */
  readonly headers?: z.ZodType<Headers>;
  /** How many bytes the body may have, where a mebibyte is not enough. */
  readonly maxBytes?: number;
  readonly reply: z.ZodType<Reply>;
  /** Which refusals of the use cases a caller must reckon with. */
  readonly refuses?: readonly RefusalCode[];
  /** Limits that hold besides the general ones. */
  readonly limits?: readonly LimitName[];
  /** For how long anybody may keep the answer to an anonymous caller. Left out: nobody may. */
  readonly cacheSeconds?: number;
  readonly handle: (
    call: Call<Params, Query, Body, Headers, Caller>,
  ) => Promise<NoInfer<Reply> | Linked<NoInfer<Reply>> | Answered<NoInfer<Reply>>>;
}

/** A declaration whose parts were checked against one another, with their types forgotten. */
export interface Endpoint {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly who: Who;
  readonly evenNewcomers: boolean;
  readonly scopes: readonly Scope[];
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly headers: z.ZodType | undefined;
  readonly maxBytes: number | undefined;
  readonly reply: z.ZodType;
  readonly refuses: readonly RefusalCode[];
  readonly limits: readonly LimitName[];
  readonly cacheSeconds: number | undefined;
  readonly handle: (call: AnyCall) => Promise<unknown>;
}

/** What the router hands over, having checked it against the endpoint's own schemas. */
export interface AnyCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: unknown;
  readonly principal: Principal | undefined;
  readonly viewer: AccountId | undefined;
  readonly reader: Reader;
  readonly social: Social;
}

/** Declares an operation of the API. */
export function endpoint<
  Reply,
  Caller extends Who,
  Params = undefined,
  Query = undefined,
  Body = undefined,
  Headers = undefined,
>(declaration: Declaration<Params, Query, Body, Headers, Reply, Caller>): Endpoint {
  const { scope, handle } = declaration;
  return {
    method: declaration.method,
    path: declaration.path,
    summary: declaration.summary,
    who: declaration.who,
    evenNewcomers: declaration.evenNewcomers ?? false,
    scopes: scope === undefined ? [] : typeof scope === "string" ? [scope] : scope,
    params: declaration.params,
    query: declaration.query,
    body: declaration.body,
    headers: declaration.headers,
    maxBytes: declaration.maxBytes,
    reply: declaration.reply,
    refuses: declaration.refuses ?? [],
    limits: declaration.limits ?? [],
    cacheSeconds: declaration.cacheSeconds,
    handle: handle as Endpoint["handle"], // the router checks each part by the schema that gave its type
  };
}
