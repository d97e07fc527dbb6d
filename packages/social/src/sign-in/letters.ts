import type { Account } from "../accounts/account.ts";
import type { Letter, LetterKind } from "../letters/letter.ts";
import type { Ids } from "../ports.ts";
import type { User } from "./sign-in.store.ts";

/** Whom a letter is about, and who reads it. */
export interface Reader {
  readonly user: Pick<User, "id" | "email" | "locale">;
  readonly owner: Pick<Account, "username">;
  /** Where it goes; left out: to the user's own address. */
  readonly address?: string;
  readonly details?: Readonly<Record<string, string>>;
  /** For a letter that outlives its user. */
  readonly isGone?: boolean;
}

/** A letter about somebody's account. */
export function newLetter(
  kind: LetterKind,
  { user, owner, address = user.email, details = {}, isGone = false }: Reader,
  { ids, at }: { readonly ids: Ids; readonly at: Date },
): Letter {
  return {
    id: ids.next<"letter">(),
    kind,
    address,
    user: isGone ? undefined : user.id,
    locale: user.locale,
    details: { username: owner.username, ...details },
    at,
  };
}
