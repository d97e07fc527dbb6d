import { createHmac, timingSafeEqual } from "node:crypto";
import type { Account, Ids, SignIn, User } from "@trunkline/social";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** Somebody signed in with a browser. */
export interface Visitor {
  readonly user: User;
  readonly account: Account;
}

/** Sessions in cookies, and proof that a form which comes back is one of ours. */
export interface Browsers {
  visitor(context: Context): Promise<Visitor | undefined>;
  /** Begins a session, and ends the one that this browser had until now (S-129). */
  open(context: Context, session: { readonly secret: string; readonly expiresAt: Date }): Promise<void>;
  close(context: Context): Promise<void>;
  /** A token for a form, good for this browser and session alone. */
  formToken(context: Context): string;
  /** Whether a form was sent from a page of ours, by the browser that the page was made for (S-099). */
  isOurs(context: Context, formToken: string | undefined): boolean;
}

export interface BrowserNeeds {
  readonly signIn: SignIn;
  readonly ids: Ids;
  readonly key: Buffer;
  readonly origin: string;
}

export function createBrowsers({ signIn, ids, key, origin }: BrowserNeeds): Browsers {
  const isHttps = origin.startsWith("https:");
  const sessionName = cookieName("session", origin);
  const visitName = cookieName("visit", origin);
  const always = { path: "/", httpOnly: true, sameSite: "Lax", secure: isHttps } as const;

  const visitOf = (context: Context): string | undefined => {
    const visit = getCookie(context, visitName);
    return visit !== undefined && visit.length >= 40 ? visit : undefined;
  };
  const tokenOf = (context: Context, visit: string): string =>
    createHmac("sha256", key)
      .update(`${visit}:${getCookie(context, sessionName) ?? ""}`)
      .digest("base64url");

  const endSession = async (context: Context): Promise<void> => {
    const secret = getCookie(context, sessionName);
    if (secret !== undefined && secret !== "") await signIn.signOut(secret);
  };

  return {
    async visitor(context) {
      const secret = getCookie(context, sessionName);
      return secret === undefined || secret === "" ? undefined : signIn.session(secret);
    },
    async open(context, { secret, expiresAt }) {
      await endSession(context);
      setCookie(context, sessionName, secret, { ...always, expires: expiresAt });
    },
    async close(context) {
      await endSession(context);
      setCookie(context, sessionName, "", { ...always, maxAge: 0 });
    },
    formToken(context) {
      const visit = visitOf(context) ?? ids.secret();
      if (visitOf(context) === undefined) setCookie(context, visitName, visit, always);
      return tokenOf(context, visit);
    },
    isOurs(context, formToken) {
      const visit = visitOf(context);
      if (visit === undefined || formToken === undefined || !isFromHere(context, origin)) return false;
      return isEqual(formToken, tokenOf(context, visit));
    },
  };
}

/**
 * Over https, the prefix makes browsers refuse the cookie from any other host. Cookies do not know of
 * ports, so that two servers on one machine, over plain http, need names of their own.
 */
function cookieName(name: string, origin: string): string {
  return origin.startsWith("https:") ? `__Host-${name}` : `${name}_${new URL(origin).port || "80"}`;
}

/** What browsers say about where a form came from. Programs that are none say nothing. */
function isFromHere(context: Context, origin: string): boolean {
  const site = context.req.header("sec-fetch-site");
  const from = context.req.header("origin");
  if (site !== undefined && site !== "same-origin") return false;
  return from === undefined || from === origin || (from === "null" && site === "same-origin");
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
