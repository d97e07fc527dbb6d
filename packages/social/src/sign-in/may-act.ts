import type { User } from "./sign-in.store.ts";

/** Whether a user may sign in and be spoken for: confirmed, let in, and not disabled (S-120). */
export function mayAct(user: User): boolean {
  return user.confirmedAt !== undefined && user.waitsSince === undefined && user.disabledAt === undefined;
}
