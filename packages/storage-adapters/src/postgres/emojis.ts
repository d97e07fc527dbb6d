import type { Emoji, EmojiStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

/** The domain of this server's own is empty: a key of a table holds no null. */
const columns = (sql: Sql): Fragment => sql`
  shortcode, nullif(domain, '') as domain, url, file, category, is_listed, updated_at`;

export function emojiStore(sql: Sql): EmojiStore {
  return {
    async put({ shortcode, domain, url, file, category, isListed, updatedAt }) {
      await sql`
        insert into custom_emojis (shortcode, domain, url, file, category, is_listed, updated_at)
        values (${shortcode}, ${domain ?? ""}, ${url}, ${file ?? null}, ${category ?? null}, ${isListed},
          ${updatedAt ?? null})
        on conflict (shortcode, domain) do update set url = excluded.url, file = excluded.file,
          category = excluded.category, is_listed = excluded.is_listed, updated_at = excluded.updated_at`;
    },
    async remove({ shortcode, domain }) {
      const [row] = await sql<Emoji[]>`
        delete from custom_emojis where shortcode = ${shortcode} and domain = ${domain ?? ""} returning ${columns(sql)}`;
      return row;
    },
    async local() {
      return [
        ...(await sql<Emoji[]>`
          select ${columns(sql)} from custom_emojis where domain = '' order by shortcode collate "C"`),
      ];
    },
    async named(names) {
      if (names.length === 0) return [];
      const shortcodes = names.map(({ shortcode }) => shortcode);
      const domains = names.map(({ domain }) => domain ?? "");
      return [
        ...(await sql<Emoji[]>`
          select ${columns(sql)} from custom_emojis where (shortcode, domain) in (
            select shortcode, domain from unnest(${shortcodes}::text[], ${domains}::text[]) n (shortcode, domain))`),
      ];
    },
  };
}
