import type { Pass, PassStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

type Row = Omit<Pass, "address"> & { readonly address: string | null | undefined };

export function passStore(sql: Sql): PassStore {
  const columns = sql`hash, user_id as "user", purpose, address, expires_at`;
  const one = async (statement: Fragment): Promise<Pass | undefined> => {
    const [row] = await sql<Row[]>`${statement}`;
    return row && { ...row, address: row.address ?? undefined };
  };
  return {
    async add({ hash, user, purpose, address, expiresAt }) {
      await sql`
        insert into passes (hash, user_id, purpose, address, expires_at)
        values (${hash}, ${user}, ${purpose}, ${address ?? null}, ${expiresAt})`;
    },
    byHash: (hash, purpose, at) =>
      one(
        sql`select ${columns} from passes where hash = ${hash} and purpose = ${purpose} and expires_at > ${at}`,
      ),
    take: (hash, purpose, at) =>
      one(sql`
        delete from passes where hash = ${hash} and purpose = ${purpose} and expires_at > ${at}
        returning ${columns}`),
    latestOf: (user, purpose, at) =>
      one(sql`
        select ${columns} from passes where user_id = ${user} and purpose = ${purpose} and expires_at > ${at}
        order by expires_at desc limit 1`),
    async removeOf(user) {
      await sql`delete from passes where user_id = ${user}`;
    },
  };
}
