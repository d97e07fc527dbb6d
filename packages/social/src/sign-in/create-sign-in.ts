import { createApps } from "./apps.ts";
import { createCodes } from "./codes.ts";
import { createSessions } from "./sessions.ts";
import type { SessionsNeeds } from "./sessions.ts";
import type { SignIn } from "./sign-in.ts";
import { createTokens } from "./tokens.ts";
import type { UsersNeeds } from "./users.ts";
import { createUsers } from "./users.ts";

export type SignInNeeds = UsersNeeds & SessionsNeeds;

/** Accounts of people who live here, and how they and their programs prove who they are. */
export function createSignIn(needs: SignInNeeds): SignIn {
  return {
    ...createUsers(needs),
    ...createApps(needs),
    ...createSessions(needs),
    ...createCodes(needs),
    ...createTokens(needs),
  };
}
