import { existingAccount } from "../accounts/existing.ts";
import type { Relationship } from "../follows/follows.ts";
import { relationshipTo } from "../follows/relationship.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";

/** How long a note may be, in characters: Mastodon's own limit. */
export const maxNoteCharacters = 2000;

export interface PrivateNotes {
  /**
   * Keeps a text about an account that the viewer alone reads; an empty one removes it. Refuses with `not-found` or
   * `gone`, and with `invalid` what is too long.
   */
  write(viewer: AccountId, about: AccountId, text: string): Promise<Relationship>;
}

export interface PrivateNotesNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** Notes about others, for oneself. */
export function createPrivateNotes({ storage, clock }: PrivateNotesNeeds): PrivateNotes {
  const { stores, transact } = storage;
  return {
    async write(viewer, about, text) {
      await existingAccount(stores.accounts, about);
      if (Array.from(text).length > maxNoteCharacters)
        throw new Refusal("invalid", `Comment is too long (maximum is ${maxNoteCharacters} characters)`);
      const at = clock.now();
      await transact((work) => work.privateNotes.put({ account: viewer, about, text, at }));
      return relationshipTo(stores, viewer, { other: about, now: at });
    },
  };
}

/** With an account goes all that it noted, and all that was noted about it. */
export async function forgetNotes(
  { account }: EventOf<"account.deleted">,
  { work }: { readonly work: Work },
): Promise<void> {
  await work.privateNotes.forget(account);
}
