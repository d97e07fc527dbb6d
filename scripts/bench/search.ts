import { namePartsOf, phraseOf } from "../../packages/social/src/index.ts";
import type { AccountId, Condition, StatusSearch } from "../../packages/social/src/index.ts";
import type { Connection, PostgresStorage } from "../../packages/storage-adapters/src/postgres/index.ts";

/** Further words of each status, of a vocabulary of so many. */
const words = 25;
const vocabulary = 20_000;

/**
 * What the statuses of the data set say: `everywhere` in each, `seldom` in one of 10,000, and words between. Each
 * hundredth is a favourite of the account with id 1.
 */
export async function growTexts(
  sql: Connection,
  firstId: bigint,
  [from, to]: readonly [number, number],
): Promise<void> {
  await sql`
    insert into status_texts (status_id, account_id, is_public, has_link, words)
    select s.id, s.account_id, true, false, search_document('everywhere ' ||
      case when n % 2 = 0 then 'half ' else '' end || case when n % 10000 = 7 then 'seldom ' else '' end || (
        select string_agg('w' || (n::bigint * 7919 + k * k * 104729) % ${vocabulary}::int, ' ')
        from generate_series(1, ${words}::int) k), 'en')
    from generate_series(${from + 1}::int, ${to}::int) n join statuses s on s.id = ${String(firstId)}::bigint + n`;
  await sql`
    insert into favourites (account_id, status_id, at)
    select 1, ${String(firstId)}::bigint + n, now() from generate_series(${from + 1}::int, ${to}::int) n where n % 100 = 0`;
  await sql`vacuum analyze status_texts`;
  await sql`analyze favourites`;
}

/** Searches by how often what is looked for occurs. */
export function searches({ stores }: PostgresStorage): Readonly<Record<string, () => Promise<unknown>>> {
  const viewer = "1" as AccountId; // made by `furnish`
  const find = (text: string, more: Partial<StatusSearch> = {}) => {
    const phrases = text.split(" ").flatMap((word) => phraseOf(word) ?? []);
    const search = {
      phrases,
      without: [],
      conditions: [],
      languages: ["en"],
      among: "both",
      ...more,
    } as const;
    return () => stores.search.statuses(viewer, search, { limit: 20, offset: 0 });
  };
  const by: Condition = { type: "by", account: "1001" as AccountId, isNot: false }; // made by `furnish`
  const people = { viewer, isFollowed: false, limit: 40, offset: 0 };
  return {
    "search, a word of each status": find("everywhere"),
    "of one in 800": find("w77"),
    "of one in 10,000": find("seldom"),
    "of none": find("never"),
    "two common words": find("half everywhere"),
    "a common word in the library": find("half", { among: "library" }),
    "a common word by somebody": find("half", { conditions: [by] }),
    "people by a part of the handle": () => stores.search.people(namePartsOf("er123"), people),
  };
}
