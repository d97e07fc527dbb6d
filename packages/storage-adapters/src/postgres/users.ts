import type { Preferences, User, UserStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

type UserRow = Omit<User, "preferences"> & {
  readonly preferences: Omit<Preferences, "language"> & { readonly language?: string };
};

const columns = (sql: Sql): Fragment => sql`
  id, account_id as account, email, password_hash, role, confirmed_at, disabled_at, waits_since, locale, created_at, preferences`;

export function userStore(sql: Sql): UserStore {
  const some = async (condition: Fragment): Promise<readonly User[]> => {
    const rows = await sql<UserRow[]>`select ${columns(sql)} from users where ${condition}`;
    return rows.map((row) => {
      return { ...row, preferences: { ...row.preferences, language: row.preferences.language } };
    });
  };
  const one = async (condition: Fragment): Promise<User | undefined> => (await some(condition))[0];
  return {
    async add(user) {
      const { count } = await sql`
        insert into users (
          id, account_id, email, password_hash, role, confirmed_at, disabled_at, waits_since, locale, created_at, preferences
        ) values (
          ${user.id}, ${user.account}, ${user.email}, ${user.passwordHash}, ${user.role}, ${user.confirmedAt ?? null},
          ${user.disabledAt ?? null}, ${user.waitsSince ?? null}, ${user.locale}, ${user.createdAt}, ${asJson(sql, user.preferences)}
        ) on conflict do nothing`;
      return count > 0;
    },
    update: (id, change) => update(sql, id, change),
    async remove(id) {
      const { count } = await sql`delete from users where id = ${id}`;
      return count > 0;
    },
    byId: (id) => one(sql`id = ${id}`),
    byEmail: (email) => one(sql`lower(email) = lower(${email})`),
    byAccount: (account) => one(sql`account_id = ${account}`),
    async count() {
      const [row] = await sql<{ count: number }[]>`select count(*)::int as count from users`;
      return row?.count ?? 0;
    },
    waiting: (after, limit) =>
      some(sql`waits_since is not null and id > ${after ?? "0"}::bigint order by id limit ${limit}`),
    unconfirmed: (before, limit) =>
      some(sql`
        confirmed_at is null and created_at < ${before}
          and exists (select from accounts a where a.id = account_id and 'sign-up' = any(a.suspended_by))
        order by created_at limit ${limit}`),
    staff: () => some(sql`role <> 'user' order by id`),
    async countActive(since) {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from users join accounts on accounts.id = account_id
        where last_status_at >= ${since}`;
      return row?.count ?? 0;
    },
  };
}

/** Another's address of mail is looked for first: a unique violation would end the whole transaction. */
async function update(
  sql: Sql,
  id: User["id"],
  change: Parameters<UserStore["update"]>[1],
): Promise<boolean> {
  const { count } = await sql`
    update users set
      email = coalesce(${change.email ?? null}, email),
      password_hash = coalesce(${change.passwordHash ?? null}, password_hash),
      role = coalesce(${change.role ?? null}, role),
      confirmed_at = case when ${"confirmedAt" in change} then ${change.confirmedAt ?? null}::timestamptz else confirmed_at end,
      disabled_at = case when ${"disabledAt" in change} then ${change.disabledAt ?? null}::timestamptz else disabled_at end,
      waits_since = case when ${"waitsSince" in change} then ${change.waitsSince ?? null}::timestamptz else waits_since end,
      preferences = coalesce(${change.preferences === undefined ? null : asJson(sql, change.preferences)}::jsonb, preferences)
    where id = ${id} and not exists (
      select from users other where lower(other.email) = lower(${change.email ?? null}) and other.id <> ${id})`;
  return count > 0;
}

function asJson(sql: Sql, { visibility, sensitive, language }: Preferences): ReturnType<Sql["json"]> {
  return sql.json({ visibility, sensitive, language });
}
