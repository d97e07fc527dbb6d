import type { AccountId, Sanction } from "@trunkline/social";
import { isBelow } from "./blocks.ts";
import type { Fragment, Sql } from "./connect.ts";

/** What `AccountStore.sanction` promises. The row is read before it is changed, so that the change can be told. */
export async function sanction(sql: Sql, id: AccountId, given: Sanction): Promise<boolean> {
  const [since, names] =
    given.kind === "suspend" ? [sql`suspended_at`, sql`suspended_by`] : [sql`limited_at`, sql`limited_by`];
  const [row] = await sql<{ changed: boolean }[]>`
    with before as (
      select id, ${since} as since from accounts where id = ${id} for update
    ), changed as (
      update accounts set ${set(sql, { since, names }, given)} from before where accounts.id = before.id
      returning (before.since is null) <> (accounts.${since} is null) as changed
    )
    select changed from changed`;
  return row?.changed ?? false;
}

interface Columns {
  readonly since: Fragment;
  readonly names: Fragment;
}

function set(sql: Sql, { since, names }: Columns, { by, at }: Omit<Sanction, "kind">): Fragment {
  const others = sql`array_remove(${names}, ${by}::text)`;
  if (at === undefined) {
    return sql`${names} = ${others}, ${since} = case when cardinality(${others}) = 0 then null else ${since} end`;
  }
  return sql`${names} = array_append(${others}, ${by}::text), ${since} = coalesce(${since}, ${at}::timestamptz)`;
}

/** What `AccountStore.applyDomainRules` promises: one statement for each kind, over the accounts of the domain. */
export async function applyDomainRules(sql: Sql, domain: string, at: Date): Promise<void> {
  const kinds = [
    { severity: "suspend", since: sql`suspended_at`, names: sql`suspended_by` },
    { severity: "limit", since: sql`limited_at`, names: sql`limited_by` },
  ] as const;
  for (const { severity, since, names } of kinds) {
    const holds = sql`
      exists (select from domain_rules r where r.severity = ${severity} and ${isOf(sql, sql`r.domain`)})`;
    const change = (wanted: Date | undefined): Fragment =>
      set(sql, { since, names }, { by: "domain", at: wanted });
    const ofDomain = sql`domain is not null and ${isOf(sql, sql`${domain}::text`)}`;
    await sql`
      update accounts set ${change(at)} where ${ofDomain} and not ('domain' = any(${names})) and ${holds}`;
    await sql`
      update accounts set ${change(undefined)} where ${ofDomain} and 'domain' = any(${names}) and not ${holds}`;
  }
}

/** An account is of its handle's domain, and of the server that it lives on. */
export const isOf = (sql: Sql, above: Fragment): Fragment => sql`
  (${isBelow(sql, sql`accounts.domain`, above)} or ${isBelow(sql, sql`split_part(accounts.uri, '/', 3)`, above)})`;
