import type { App, Social, UserId } from "@trunkline/social";
import { coversAll, scopeList } from "../scopes.ts";
import { isRegistered, outOfBand, withParameters } from "./redirects.ts";

/** An app's wish to act for somebody, checked: what a consent page shows, and what a yes gives. */
export interface AuthorizeRequest {
  readonly app: App;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  /** S256 challenge of PKCE. */
  readonly challenge: string | undefined;
  /** The client wants the person to prove anew who they are. */
  readonly forceLogin: boolean;
}

export type AuthorizeError =
  | "invalid_request"
  | "invalid_scope"
  | "unsupported_response_type"
  | "access_denied";

/**
 * Whether a request is in order. One whose client or redirect is wrong is shown to the person and sent
 * nowhere; the fault of any other goes back to the app, at `location`.
 */
export type AuthorizeVerdict =
  | { readonly ok: true; readonly value: AuthorizeRequest }
  | { readonly ok: false; readonly reason: "unknown-client" | "wrong-redirect" }
  | { readonly ok: false; readonly reason: AuthorizeError; readonly location: string | undefined };

/** Where the browser goes next; or the code itself, for an app that asked to have it shown. */
export type AuthorizeAnswer =
  | { readonly type: "redirect"; readonly location: string }
  | { readonly type: "show"; readonly code: string };

/** The issuer's name, as in its metadata (RFC 9207). */
export function issuerOf({ instance }: Pick<Social, "instance">): string {
  return `${instance.settings.origin}/`;
}

interface Target {
  readonly app: App;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

/** A parameter that is there exactly once (RFC 6749, section 3.1). */
function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 && values[0] !== "" ? values[0] : undefined;
}

async function targetOf(
  query: URLSearchParams,
  social: Social,
): Promise<Target | "unknown-client" | "wrong-redirect"> {
  const app = await social.signIn.app(single(query, "client_id") ?? "");
  if (app === undefined) return "unknown-client";
  const redirectUri = single(query, "redirect_uri") ?? "";
  if (!isRegistered(redirectUri, app.redirectUris)) return "wrong-redirect";
  return { app, redirectUri, state: single(query, "state") };
}

function challengeOf(query: URLSearchParams): { readonly challenge: string | undefined } | undefined {
  const challenge = single(query, "code_challenge");
  const method = single(query, "code_challenge_method");
  if (challenge === undefined) return query.has("code_challenge_method") ? undefined : { challenge };
  return method === "S256" && /^[\w-]{43}$/.test(challenge) ? { challenge } : undefined;
}

function scopesOf(query: URLSearchParams, app: App): readonly string[] | undefined {
  const wanted = scopeList.safeParse(single(query, "scope") ?? "read");
  return wanted.success && coversAll(app.scopes, wanted.data) ? wanted.data : undefined;
}

const repeatable = ["response_type", "scope", "state", "code_challenge", "code_challenge_method"];

/** Checks the query of `/oauth/authorize`: client, redirect, scopes, and PKCE where it is used. */
export async function readAuthorizeRequest(
  query: URLSearchParams,
  social: Social,
): Promise<AuthorizeVerdict> {
  const target = await targetOf(query, social);
  if (typeof target === "string") return { ok: false, reason: target };
  const refuse = (reason: AuthorizeError): AuthorizeVerdict => ({
    ok: false,
    reason,
    location: target.redirectUri === outOfBand ? undefined : errorLocation(target, reason, social),
  });
  if (repeatable.some((name) => query.getAll(name).length > 1)) return refuse("invalid_request");
  if (single(query, "response_type") !== "code") return refuse("unsupported_response_type");
  const scopes = scopesOf(query, target.app);
  if (scopes === undefined || scopes.length === 0) return refuse("invalid_scope");
  const pkce = challengeOf(query);
  if (pkce === undefined) return refuse("invalid_request");
  const forceLogin = ["true", "1"].includes(single(query, "force_login") ?? "");
  return { ok: true, value: { ...target, ...pkce, scopes, forceLogin } };
}

function errorLocation({ redirectUri, state }: Target, error: AuthorizeError, social: Social): string {
  return withParameters(redirectUri, { error, state, iss: issuerOf(social) });
}

/** The person said yes: makes a code for the app. The page answers a redirect with 303. */
export async function grantAuthorization(
  request: AuthorizeRequest,
  user: UserId,
  social: Social,
): Promise<AuthorizeAnswer> {
  const { app, redirectUri, scopes, challenge, state } = request;
  const code = await social.signIn.authorize({ app: app.id, user, redirectUri, scopes, challenge });
  if (redirectUri === outOfBand) return { type: "show", code };
  return { type: "redirect", location: withParameters(redirectUri, { code, state, iss: issuerOf(social) }) };
}

/** The person said no. `undefined` for an app that has no address to be told at. */
export function denyAuthorization(request: AuthorizeRequest, social: Social): string | undefined {
  return request.redirectUri === outOfBand ? undefined : errorLocation(request, "access_denied", social);
}
