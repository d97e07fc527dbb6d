import type { AccountId } from "@trunkline/social";

/** For whom an entity is rendered, and at which server. */
export interface Reader {
  /** As in `https://social.example`, without a slash at the end. */
  readonly origin: string;
  /** `undefined` when nobody is signed in. */
  readonly viewer: AccountId | undefined;
}
