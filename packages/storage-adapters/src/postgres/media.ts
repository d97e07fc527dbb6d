import type {
  AccountId,
  ClaimedUpload,
  MadeMedia,
  MediaFormat,
  MediaKey,
  MediaStore,
  ShownFile,
  Upload,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { discardedFiles } from "./discarded-files.ts";

type Row = Omit<Upload, "source"> & {
  readonly sourceKey: MediaKey | undefined;
  readonly sourceFormat: MediaFormat | undefined;
};

const columns = (sql: Sql): Fragment => sql`
  id, account_id as account, status_id as status, state, kind, description, focus, source_key, source_format, made,
  created_at`;

function asUpload({ sourceKey: key, sourceFormat: format, ...row }: Row): Upload {
  const { id, account, status, state, kind, description, focus, made, createdAt } = row;
  const source = key === undefined || format === undefined ? undefined : { key, format };
  return {
    id,
    account,
    status,
    state,
    kind,
    description,
    focus: focus && { x: focus.x, y: focus.y },
    source,
    made: made && asMade(made),
    createdAt,
  };
}

function asMade({ file, preview, blurhash, colour }: MadeMedia): MadeMedia {
  return { file: asFile(file), preview: preview && asFile(preview), blurhash, colour };
}

/** A file as JSON holds it, in one order: what is undefined is not there. */
export function asFile({ key, width, height, duration, frameRate, bitrate }: ShownFile): ShownFile {
  return {
    key,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(duration === undefined ? {} : { duration }),
    ...(frameRate === undefined ? {} : { frameRate }),
    ...(bitrate === undefined ? {} : { bitrate }),
  };
}

/** Every file that the rows of `from` are made of. */
const filesOf = (sql: Sql, from: Fragment): Fragment => sql`
  select key from ${from}, unnest(array[source_key, made #>> '{file,key}', made #>> '{preview,key}']) key
  where key is not null`;

export function mediaStore(sql: Sql): MediaStore {
  return {
    add: (upload) => add(sql, upload),
    async of(account, ids) {
      if (ids.length === 0) return [];
      const rows = await sql<Row[]>`
        select ${columns(sql)} from media where id = any(${[...ids]}::bigint[]) and account_id = ${account}`;
      return rows.map(asUpload);
    },
    change: (upload, change, at) => changeOne(sql, { upload, change, at }),
    async attach(ids, { account, status }) {
      const { count } = await sql`
        with free as (
          select id from media where id = any(${[...ids]}::bigint[]) and account_id = ${account} and state = 'ready'
            and (status_id is null or status_id = ${status}) order by id for update
        )
        update media set status_id = ${status}, unattached_since = null
        where id in (select id from free) and (select count(*) from free) = ${ids.length}`;
      return count === ids.length;
    },
    remove: async (account, id, at) =>
      (await take(sql, sql`id = ${id} and account_id = ${account} and status_id is null`, at)) > 0,
    async removeOf(status, at) {
      await take(sql, sql`status_id = ${status}`, at);
    },
    async removeAllOf(account, at) {
      await take(sql, sql`account_id = ${account}`, at);
    },
    removeUnattached: (since, at, limit) =>
      take(
        sql,
        sql`id = any(array(
          select id from media where status_id is null and unattached_since < ${since} and not exists (
            select from scheduled_statuses s
            where s.account_id = media.account_id and s.post -> 'media' @> to_jsonb(media.id::text))
          order by unattached_since limit ${limit} for update skip locked))`,
        at,
      ),
    ...claimsOver(sql),
    ...discardedFiles(sql),
  };
}

async function add(sql: Sql, upload: Upload): Promise<void> {
  const { id, account, status, state, kind, description, focus, source, made, createdAt } = upload;
  await sql`
    insert into media (id, account_id, status_id, state, kind, description, focus, source_key, source_format, made,
      created_at, unattached_since, next_at)
    values (${id}, ${account}, ${status ?? null}, ${state}, ${kind}, ${description ?? null},
      ${focus === undefined ? null : sql.json({ ...focus })}, ${source?.key ?? null}, ${source?.format ?? null},
      ${made === undefined ? null : madeJson(sql, made)}, ${createdAt}, ${createdAt}, ${createdAt})`;
}

function madeJson(sql: Sql, made: MadeMedia): ReturnType<Sql["json"]> {
  const { file, preview, ...rest } = asMade(made);
  return sql.json({ ...rest, file: { ...file }, preview: preview && { ...preview } });
}

interface Changing {
  readonly upload: Parameters<MediaStore["change"]>[0];
  readonly change: Parameters<MediaStore["change"]>[1];
  readonly at: Date;
}

async function changeOne(sql: Sql, { upload, change, at }: Changing): Promise<boolean> {
  const { id, account, status } = upload;
  const { focus, made } = change;
  const isDescribed = "description" in change;
  const [row] = await sql<{ id: string }[]>`
    with before as (
      select * from media where id = ${id} and account_id = ${account} and status_id is not distinct from ${status ?? null}
      for update
    ), changed as (
      update media m set
        description = case when ${isDescribed} then ${change.description ?? null}::text else m.description end,
        focus = coalesce(${focus === undefined ? null : sql.json({ ...focus })}::jsonb, m.focus),
        made = coalesce(${made === undefined ? null : madeJson(sql, made)}::jsonb, m.made)
      from before where m.id = before.id returning m.id, m.source_key, m.made
    ), given_up as (
      insert into discarded_files (key, next_at)
      select key, ${at}::timestamptz from (${filesOf(sql, sql`before`)} except ${filesOf(sql, sql`changed`)}) gone
      on conflict do nothing
    )
    select id from changed`;
  return row !== undefined;
}

/** Takes uploads away, and leaves their files to be removed. */
async function take(sql: Sql, condition: Fragment, at: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with gone as (delete from media where ${condition} returning source_key, made), given_up as (
      insert into discarded_files (key, next_at)
      select key, ${at}::timestamptz from (${filesOf(sql, sql`gone`)}) files on conflict do nothing
    )
    select count(*)::int as count from gone`;
  return row?.count ?? 0;
}

/** What statuses have shown that are deleted: nobody's again, to be shown anew or taken away (S-079). */
export function detachment(sql: Sql, removed: Fragment, at: Date): Fragment {
  return sql`update media set status_id = null, unattached_since = ${at}::timestamptz where status_id in (${removed})`;
}

type Claims = Pick<MediaStore, "claim" | "hold" | "settle">;

function claimsOver(sql: Sql): Claims {
  return {
    async claim(now, until, only) {
      const [row] = await sql<(Row & Pick<ClaimedUpload, "token" | "attempts">)[]>`
        update media set token = gen_random_uuid(), next_at = ${until}, attempts = attempts + 1
        where id = (
          select id from media where state = 'processing' and next_at <= ${now} and (${only ?? null}::bigint is null or id = ${only ?? null})
          order by next_at limit 1 for update skip locked)
        returning ${columns(sql)}, token, attempts - 1 as attempts`;
      return row && { upload: asUpload(row), token: row.token, attempts: row.attempts };
    },
    async hold({ upload, token }, until) {
      const { count } = await sql`
        update media set next_at = ${until} where id = ${upload.id} and token = ${token} and state = 'processing'`;
      return count > 0;
    },
    settle: (claimed, outcome, at) => settle(sql, claimed, { outcome, at }),
  };
}

async function settle(
  sql: Sql,
  { upload, token }: Parameters<Claims["settle"]>[0],
  { outcome, at }: { readonly outcome: Parameters<Claims["settle"]>[1]; readonly at: Date },
): Promise<boolean> {
  const mine = sql`id = ${upload.id} and token = ${token} and state = 'processing'`;
  if ("again" in outcome) {
    const { count } = await sql`update media set token = null, next_at = ${outcome.again} where ${mine}`;
    return count > 0;
  }
  const made = "made" in outcome ? outcome.made : undefined;
  const [row] = await sql<{ id: AccountId }[]>`
    with before as (select id, source_key from media where ${mine} for update), done as (
      update media m set token = null, source_key = null, source_format = null,
        state = ${made === undefined ? "failed" : "ready"}, made = ${made === undefined ? null : madeJson(sql, made)}
      from before where m.id = before.id returning m.id
    ), given_up as (
      insert into discarded_files (key, next_at)
      select source_key, ${at}::timestamptz from before where source_key is not null on conflict do nothing
    )
    select id from done`;
  return row !== undefined;
}
