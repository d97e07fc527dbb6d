import type { Relay, RelayStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

export function relayStore(sql: Sql): RelayStore {
  const some = async (condition: Fragment): Promise<Relay[]> => {
    const rows = await sql<Relay[]>`
      select inbox, kind, actor, follow, state, at from relays where ${condition} order by at, inbox`;
    return [...rows];
  };
  return {
    async add({ inbox, kind, actor, follow, state, at }) {
      const { count } = await sql`
        insert into relays (inbox, kind, actor, follow, state, at)
        values (${inbox}, ${kind}, ${actor ?? null}, ${follow}, ${state}, ${at}) on conflict (inbox) do nothing`;
      return count > 0;
    },
    async remove(inbox) {
      const [row] = await sql<Relay[]>`
        delete from relays where inbox = ${inbox} returning inbox, kind, actor, follow, state, at`;
      return row;
    },
    all: () => some(sql`true`),
    byFollow: async (follow) => (await some(sql`follow = ${follow}`))[0],
    byActor: async (actor) => (await some(sql`actor = ${actor}`))[0],
    async answer(follow, { state, actor }) {
      await sql`update relays set state = ${state}, actor = ${actor} where follow = ${follow}`;
    },
  };
}
