import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { Here } from "../accounts/handle.ts";
import { withoutOwnDomain } from "../accounts/handle.ts";
import type { Handle } from "../kernel/text.ts";
import { handlesIn } from "../kernel/text.ts";
import type { Remote } from "../ports.ts";
import type { AccountStore } from "../accounts/accounts.store.ts";

/** The people whom a text mentions, found by the handles that it writes. */
export interface Mentioned {
  /** Each once, in the order of the text. */
  readonly accounts: readonly Account[];
  find(handle: Handle): Account | undefined;
}

export interface MentionNeeds {
  readonly accounts: AccountStore;
  readonly remote: Remote;
  readonly settings: Here;
}

const maxMentions = 50;
/** How many servers are asked about people who are not known yet. */
const maxUnknown = 10;

/** Finds whom a text mentions; asks other servers, so that it stands before every transaction. */
export async function findMentioned(text: string, needs: MentionNeeds): Promise<Mentioned> {
  const handles = unique(handlesIn(text).map((handle) => withoutOwnDomain(handle, needs.settings)));
  const found = new Map<string, Account>();
  const unknown: Handle[] = [];
  for (const handle of handles.slice(0, maxMentions)) {
    const account = await needs.accounts.byHandle(handle.username, handle.domain);
    if (account !== undefined) found.set(keyOf(handle), account);
    else if (handle.domain !== undefined) unknown.push(handle);
  }
  await Promise.all(
    unknown.slice(0, maxUnknown).map(async (handle) => {
      const account = await fetchAccount(handle, needs);
      if (account !== undefined) found.set(keyOf(handle), account);
    }),
  );
  const find = (handle: Handle): Account | undefined => {
    const account = found.get(keyOf(withoutOwnDomain(handle, needs.settings)));
    return account !== undefined && isThere(account) ? account : undefined;
  };
  const accounts = handles.flatMap((handle) => find(handle) ?? []);
  return { accounts: [...new Map(accounts.map((account) => [account.id, account])).values()], find };
}

async function fetchAccount(
  handle: Handle,
  { accounts, remote }: MentionNeeds,
): Promise<Account | undefined> {
  if (handle.domain === undefined) return undefined;
  const id = await remote.handle(handle.username, handle.domain);
  return id === undefined ? undefined : accounts.byId(id);
}

function unique(handles: readonly Handle[]): readonly Handle[] {
  return [...new Map(handles.map((handle) => [keyOf(handle), handle])).values()];
}

function keyOf({ username, domain }: Handle): string {
  return `${username}@${domain ?? ""}`.toLowerCase();
}
