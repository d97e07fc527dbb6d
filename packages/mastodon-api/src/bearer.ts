import type { Principal, SignIn } from "@trunkline/social";
import type { UserPrincipal, Who } from "./endpoint.ts";
import { Failure, forbidden, unauthorized } from "./failures.ts";
import { type Scope, suffices } from "./scopes.ts";

/** The token in an `Authorization` header, if it holds one. */
export function bearerToken(header: string | null | undefined): string | undefined {
  return /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(header ?? "")?.[1];
}

const complaints = {
  unknown: () => unauthorized("The access token is invalid"),
  revoked: () => unauthorized("The access token was revoked"),
  disabled: () => forbidden("Your login is currently disabled"),
  unconfirmed: () => forbidden("Your login is missing a confirmed e-mail address"),
  unapproved: () => forbidden("Your login is currently pending approval"),
} as const;

/** Whom an endpoint lets in. */
interface Door {
  readonly who: Who;
  /** Also those who have not proved their address, or wait to be let in. */
  readonly evenNewcomers: boolean;
}

/** Who speaks through the token; fails when it does not hold, and when nobody speaks where somebody must. */
export async function callerOf(
  token: string | undefined,
  { who, evenNewcomers }: Door,
  signIn: SignIn,
): Promise<Principal | undefined> {
  if (token === undefined) {
    if (who === "anyone") return undefined;
    throw unauthorized("The access token is invalid");
  }
  const answer = await signIn.authenticate(token);
  if (!answer.ok && evenNewcomers && "principal" in answer) return answer.principal;
  if (!answer.ok) throw complaints[answer.reason]();
  return answer.value;
}

export function isUser(principal: Principal | undefined): principal is UserPrincipal {
  return principal?.user !== undefined && principal.account !== undefined;
}

/** Fails when the caller may not call this: a scope is missing, or the person behind the app. */
export function admit(
  principal: Principal | undefined,
  { who, scopes }: { readonly who: Who; readonly scopes: readonly Scope[] },
): void {
  if (principal === undefined) return;
  if (!suffices(principal.scopes, scopes)) throw forbidden("This action is outside the authorized scopes");
  if (who === "user" && !isUser(principal)) {
    throw new Failure(422, { error: "This method requires an authenticated user" });
  }
}
