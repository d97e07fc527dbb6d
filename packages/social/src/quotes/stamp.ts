import type { Account } from "../accounts/account.ts";
import type { StatusId } from "../kernel/id.ts";

/** The address at which this server shows that a local author agrees to be quoted by a status. */
export function stampOf(author: Pick<Account, "uri">, quoting: StatusId): string {
  return `${author.uri}/quote_authorizations/${quoting}`;
}

/** The address of the activity by which a status of this server asks to quote another. */
export function requestOf(author: Pick<Account, "uri">, quoting: StatusId): string {
  return `${author.uri}/quote_requests/${quoting}`;
}
