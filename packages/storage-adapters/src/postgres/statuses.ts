import type {
  AccountId,
  CustomEmoji,
  Edit,
  NewStatus,
  OwnMedia,
  StatusMedia,
  Revision,
  Status,
  StatusId,
  StatusStore,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { discount, isCountedReply } from "./counters.ts";
import { forgetTexts, keepText, replaceText } from "./status-texts.ts";
import { asFile, detachment } from "./media.ts";
import { ancestors, descendants, replies } from "./threads.ts";

/** A status with its mentions and tags, in one statement however many there are. */
const columns = (sql: Sql): Fragment => sql`
  s.id, s.uri, s.url, s.account_id as account, s.boost_of, s.text, s.content, s.spoiler_text, s.sensitive, s.language,
  s.visibility, s.in_reply_to, s.in_reply_to_account, s.in_reply_to_uri, s.conversation, s.emojis, s.media,
  s.app_id as app, s.created_at, s.edited_at, s.deleted_at, s.replies_count, s.boosts_count, s.favourites_count, s.quotes_count,
  array(select m.account_id from status_mentions m where m.status_id = s.id order by m.place) as mentions,
  array(
    select t.name from status_tags st join tags t on t.id = st.tag_id where st.status_id = s.id order by st.place
  ) as tags`;

/** Media as JSON holds it: what is undefined is not there. */
function asMedia({ focus, duration, own, ...media }: StatusMedia): StatusMedia {
  const { url, mediaType, description, blurhash, width, height } = media;
  return {
    url,
    mediaType,
    description,
    blurhash,
    width,
    height,
    ...(focus && { focus: { x: focus.x, y: focus.y } }),
    ...(duration === undefined ? {} : { duration }),
    ...(own && { own: asOwn(own) }),
  };
}

function asOwn({ id, kind, file, preview, colour }: OwnMedia): OwnMedia {
  return { id, kind, file: asFile(file), preview: preview && asFile(preview), colour };
}

const asStatus = (row: Status): Status => ({ ...row, media: row.media.map(asMedia) });

export function statusStore(sql: Sql): StatusStore {
  const some = async (condition: Fragment): Promise<Status[]> =>
    (await sql<Status[]>`select ${columns(sql)} from statuses s where ${condition}`).map(asStatus);
  const one = async (condition: Fragment): Promise<Status | undefined> => (await some(condition))[0];
  return {
    add: (status) => add(sql, status),
    revise: (id, revision, at) => revise(sql, id, { revision, at }),
    hear: (id, changedAt) => hear(sql, id, changedAt),
    remove: async (id, at) => (await remove(sql, sql`id = ${id}`, at)) > 0,
    removeAllOf: (account, at) => remove(sql, sql`account_id = ${account}`, at),
    async bury(uri, at) {
      await sql`insert into buried_uris (uri, at) values (${uri}, ${at}) on conflict do nothing`;
    },
    async unbury({ id, uri }) {
      await sql`delete from buried_uris where starts_with(uri, ${uri})`;
      await sql`
        update statuses set uri = uri || '#gone-' || id
        where account_id = ${id} and deleted_at is not null and right(uri, length('#gone-' || id)) <> '#gone-' || id`;
    },
    byId: (id) => one(sql`s.id = ${id} and s.deleted_at is null`),
    byIds: async (ids) =>
      ids.length === 0 ? [] : some(sql`s.id = any(${[...ids]}::bigint[]) and s.deleted_at is null`),
    byUri: (uri) => one(sql`s.uri = ${uri} and s.deleted_at is null`),
    async isBuried(uri) {
      const [row] = await sql<{ buried: boolean }[]>`
        select exists (select from buried_uris where uri = ${uri})
          or exists (select from statuses where uri = ${uri} and deleted_at is not null) as buried`;
      return row?.buried === true;
    },
    withDeleted: (id) => one(sql`s.id = ${id}`),
    boostBy: (account, of) =>
      one(sql`s.account_id = ${account} and s.boost_of = ${of} and s.deleted_at is null`),
    ancestors: (id, limit) => ancestors(sql, id, limit),
    descendants: (id, limit) => descendants(sql, id, limit),
    replies: (id, options) => replies(sql, id, options),
    history: (id) => history(sql, id),
    adopt: (parent) => adopt(sql, parent),
    async countLocal() {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from statuses where local and boost_of is null and deleted_at is null`;
      return row?.count ?? 0;
    },
  };
}

async function add(sql: Sql, status: NewStatus): Promise<boolean> {
  const [added] = await sql<{ id: StatusId }[]>`
    with added as (
      insert into statuses (
        id, uri, url, account_id, boost_of, text, content, spoiler_text, sensitive, language, visibility, in_reply_to,
        in_reply_to_account, in_reply_to_uri, conversation, emojis, media, app_id, created_at, local
      )
      select ${status.id}::bigint, ${status.uri}::text, ${status.url ?? null}::text, id,
        ${status.boostOf ?? null}::bigint, ${status.text ?? null}::text, ${status.content}::text,
        ${status.spoilerText}::text, ${status.sensitive}::boolean, ${status.language ?? null}::text,
        ${status.visibility}::text, ${status.inReplyTo ?? null}::bigint, ${status.inReplyToAccount ?? null}::bigint,
        ${status.inReplyToUri ?? null}::text, ${status.conversation}::text, ${emojis(sql, status)}::jsonb,
        ${media(sql, status)}::jsonb, ${status.app ?? null}::bigint, ${status.createdAt}::timestamptz, domain is null
      from accounts
      where id = ${status.account} and not exists (select from buried_uris where uri = ${status.uri})
        and (${status.boostOf ?? null}::bigint is null or exists (
          select from statuses where id = ${status.boostOf ?? null} and deleted_at is null for no key update))
      on conflict do nothing
      returning id, account_id, boost_of, in_reply_to, visibility, created_at
    ), ${keepText(sql, status)}, author as (
      update accounts set statuses_count = statuses_count + 1,
        last_status_at = greatest(last_status_at, added.created_at)
      from added where accounts.id = added.account_id and added.visibility <> 'direct'
    ), parent as (
      update statuses set replies_count = replies_count + 1
      from added where statuses.id = added.in_reply_to and added.${isCountedReply(sql)}
    ), boosted as (
      update statuses set boosts_count = boosts_count + 1 from added where statuses.id = added.boost_of
    )
    select id from added`;
  if (added === undefined) return false;
  await link(sql, status.id, status);
  return true;
}

async function hear(sql: Sql, id: StatusId, changedAt: Date): Promise<boolean> {
  const { count } = await sql`
    update statuses set heard_at = ${changedAt}
    where id = ${id} and deleted_at is null and (heard_at is null or heard_at < ${changedAt})`;
  return count > 0;
}

async function revise(
  sql: Sql,
  id: StatusId,
  { revision, at }: { readonly revision: Revision; readonly at: Date | undefined },
): Promise<boolean> {
  const when = at ?? null;
  const { count } = await sql`
    with former as (
      select id, content, spoiler_text, sensitive, emojis, media, coalesce(edited_at, created_at) as at, (
        select array_agg(title order by place) from poll_options o where o.status_id = statuses.id) as poll_options
      from statuses
      where id = ${id} and deleted_at is null
        and (${when}::timestamptz is null or edited_at is null or edited_at < ${when}::timestamptz)
      for update
    ), kept as (
      insert into status_edits (status_id, content, spoiler_text, sensitive, emojis, media, at, poll_options)
      select id, content, spoiler_text, sensitive, emojis, media, at, poll_options from former where ${when}::timestamptz is not null
    ), ${replaceText(sql, revision)}
    update statuses set text = ${revision.text ?? null}, content = ${revision.content},
      spoiler_text = ${revision.spoilerText}, sensitive = ${revision.sensitive},
      language = ${revision.language ?? null}, emojis = ${emojis(sql, revision)}, media = ${media(sql, revision)},
      edited_at = coalesce(${when}::timestamptz, edited_at)
    from former where statuses.id = former.id`;
  if (count === 0) return false;
  await sql`delete from status_mentions where status_id = ${id}`;
  await sql`delete from status_tags where status_id = ${id}`;
  await link(sql, id, revision);
  return true;
}

/** Writes down whom a status mentions and which tags it carries. */
async function link(sql: Sql, id: StatusId, status: Pick<Status, "mentions" | "tags">): Promise<void> {
  const { mentions, tags } = status;
  if (mentions.length > 0) {
    await sql`
      insert into status_mentions (status_id, account_id, place)
      select ${id}::bigint, account_id, place from unnest(${[...mentions]}::bigint[]) with ordinality m (account_id, place)
      on conflict do nothing`;
  }
  if (tags.length === 0) return;
  // Sorted, so that two statuses with the same tags wait for each other instead of locking each other out.
  await sql`
    insert into tags (name) select name from unnest(${[...tags].sort()}::text[]) name
    where not exists (select from tags where tags.name = name.name)
    on conflict do nothing`;
  await sql`
    insert into status_tags (status_id, tag_id, place)
    select ${id}::bigint, tags.id, place from unnest(${[...tags]}::text[]) with ordinality t (name, place)
    join tags on tags.name = t.name
    on conflict do nothing`;
}

/** Removes the statuses and every boost of them; resolves to how many statuses there were, without those boosts. */
async function remove(sql: Sql, condition: Fragment, at: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with chosen as (
      select id from statuses where ${condition} and deleted_at is null order by id for update
    ), removed as (
      update statuses s set deleted_at = ${at}, text = case when text is not null then '' end, content = '',
        spoiler_text = '', emojis = '[]', media = '[]'
      where deleted_at is null and (id in (select id from chosen) or boost_of in (select id from chosen))
      returning id, account_id, boost_of, in_reply_to, visibility
    ), history as (
      delete from status_edits where status_id in (select id from removed)
    ), quoting as (
      select q.quoted_id from quotes q join removed on removed.id = q.status_id
      where q.state = 'accepted' and removed.${isCountedReply(sql)}
    ), ${forgetTexts(sql)}, shown as (
      ${detachment(sql, sql`select id from removed`, at)}
    ), policy as (
      delete from status_policies where status_id in (select id from removed)
    ), poll as (
      delete from polls where status_id in (select id from removed)
    ), ${discount(sql)}
    select count(*)::int as count from removed where id in (select id from chosen)`;
  return row?.count ?? 0;
}

async function history(sql: Sql, id: StatusId): Promise<Edit[]> {
  const rows = await sql<Edit[]>`
    select content, spoiler_text, sensitive, emojis, media, at, poll_options
    from status_edits where status_id = ${id} order by id`;
  return rows.map((row) => ({ ...row, media: row.media.map(asMedia) }));
}

async function adopt(
  sql: Sql,
  parent: { readonly id: StatusId; readonly uri: string; readonly account: AccountId },
): Promise<void> {
  await sql`
    with recursive line as (
      select in_reply_to as id from statuses where id = ${parent.id} and in_reply_to is not null
      union
      select s.in_reply_to from line join statuses s on s.id = line.id where s.in_reply_to is not null
    ), adopted as (
      update statuses set in_reply_to = ${parent.id}, in_reply_to_account = ${parent.account}, in_reply_to_uri = null
      where in_reply_to_uri = ${parent.uri} and id <> ${parent.id} and id not in (select id from line)
      returning visibility, deleted_at
    )
    update statuses set replies_count = replies_count + (
      select count(*) from adopted where ${isCountedReply(sql)} and deleted_at is null)
    where id = ${parent.id}`;
}

function emojis(sql: Sql, { emojis }: { readonly emojis: readonly CustomEmoji[] }): ReturnType<Sql["json"]> {
  return sql.json(emojis.map(({ shortcode, url }) => ({ shortcode, url })));
}

function media(sql: Sql, { media }: { readonly media: readonly StatusMedia[] }): ReturnType<Sql["json"]> {
  return sql.json(
    media.map((one) => {
      const { own, focus, ...rest } = asMedia(one);
      return { ...rest, ...(focus && { focus: { ...focus } }), ...(own && { own: ownJson(own) }) };
    }),
  );
}

function ownJson({ file, preview, ...rest }: OwnMedia) {
  return { ...rest, file: { ...file }, preview: preview && { ...preview } };
}
