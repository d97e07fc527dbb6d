import { after, seconds } from "@trunkline/social";
import type { Connection, Fragment } from "./connect.ts";
import { wrongAccounts, wrongPolls, wrongStatuses } from "./recount.ts";
import { privateKeyPlace, proofKeyPlace } from "./secrets.ts";
import type { SecretBox, SecretPlace } from "./secrets.ts";

/** Something that is true of a database that is whole, and how often it is not. */
export interface Invariant {
  readonly name: string;
  /** How many rows break it. */
  readonly broken: number;
  /** Whether a broken one is a fault, or only something to look at. */
  readonly weight: "fault" | "notice";
  /** Names of a few of the rows. */
  readonly examples: readonly string[];
}

/** How long work may be due before somebody has to ask why nobody does it. */
const patience = seconds(60);

const maxExamples = 5;

/**
 * Checks what must be true of the rows taken together. Changes nothing. Reads whole tables, so on a large
 * database it takes as long as that does.
 */
export async function findBroken(
  sql: Connection,
  { now, box }: { readonly now: Date; readonly box: SecretBox },
): Promise<readonly Invariant[]> {
  const found: Invariant[] = [];
  for (const [name, weight, query] of invariants(sql, after(now, -patience))) {
    const rows = await sql<{ example: string; total: string }[]>`
      select example::text, count(*) over () as total from (${query}) broken (example) limit ${maxExamples}`;
    const broken = Number(rows[0]?.total ?? 0);
    found.push({ name, weight, broken, examples: rows.map(({ example }) => example) });
  }
  return [...found, await sealedSecrets(sql, box)];
}

type Check = readonly [name: string, weight: Invariant["weight"], query: Fragment];

function invariants(sql: Connection, due: Date): readonly Check[] {
  return [...queues(sql, due), ...identities(sql), ...references(sql), ...counts(sql)];
}

/** What is due is done, or says why not. */
function queues(sql: Connection, due: Date): readonly Check[] {
  return [
    [
      "events are followed up",
      "fault",
      sql`select id from events where dead_at is null and reason is null and next_at < ${due}`,
    ],
    [
      "received activities are dealt with",
      "fault",
      sql`select activity_id from received_activities where state = 'waiting' and reason is null and next_at < ${due}`,
    ],
    [
      "deliveries are tried",
      "fault",
      sql`select id from deliveries where dead_at is null and reason is null and next_at < ${due}`,
    ],
    ["apps are woken", "fault", sql`select id from pushes where attempts = 0 and next_at < ${due}`],
    [
      "letters are sent",
      "fault",
      sql`select id from letters where dead_at is null and reason is null and next_at < ${due}`,
    ],
    ["no letter is given up", "notice", sql`select id from letters where dead_at is not null`],
    [
      "something is made of uploads",
      "fault",
      sql`select id from media where state = 'processing' and next_at < ${due}`,
    ],
    [
      "files that nobody needs are removed",
      "notice",
      sql`select key from discarded_files where next_at < ${due} or attempts > 3`,
    ],
    ["no event is given up", "notice", sql`select id from events where dead_at is not null`],
    [
      "no received activity is given up",
      "notice",
      sql`select activity_id from received_activities where state = 'dead'`,
    ],
    ["no delivery is given up", "notice", sql`select id from deliveries where dead_at is not null`],
    [
      "no body of a sent activity is kept for nobody",
      "notice",
      sql`
        select activity_id from outgoing_activities a
        where body is not null and at < ${due} and not exists (select from deliveries where activity = a.id)`,
    ],
  ];
}

/** What has an id of its own has it alone. */
function identities(sql: Connection): readonly Check[] {
  return [
    [
      "a sent activity has its id alone",
      "fault",
      sql`select activity_id from outgoing_activities group by activity_id having count(*) > 1`,
    ],
    [
      "a received activity is kept once",
      "fault",
      sql`select activity_id from received_activities where actor <> '' group by actor, activity_id having count(*) > 1`,
    ],
    [
      "a status has its address alone",
      "fault",
      sql`select uri from statuses group by uri having count(*) > 1`,
    ],
    [
      "everybody who lives here has keys",
      "fault",
      sql`
        select username from accounts a where domain is null and deleted_at is null
          and not exists (select from account_keys where account_id = a.id)`,
    ],
  ];
}

/** What no foreign key holds together. */
function references(sql: Connection): readonly Check[] {
  return [
    [
      "accounts are put aside in somebody's name",
      "fault",
      sql`
        select id from accounts
        where (suspended_at is null) <> (suspended_by = '{}') or (limited_at is null) <> (limited_by = '{}')`,
    ],
    [
      "nobody follows whom they block",
      "fault",
      sql`
        select b.id from blocks b join follows f
          on (f.follower_id, f.followed_id) in ((b.account_id, b.target_id), (b.target_id, b.account_id))`,
    ],
    [
      "those who are mentioned exist",
      "fault",
      sql`
        select status_id from status_mentions m where not exists (select from accounts where id = m.account_id)`,
    ],
    [
      "those who are replied to exist",
      "fault",
      sql`
        select id from statuses s where in_reply_to_account is not null
          and not exists (select from accounts where id = s.in_reply_to_account)`,
    ],
    [
      "notifications are about statuses that stand",
      "fault",
      sql`
        select id from notifications n where status_id is not null
          and not exists (select from statuses where id = n.status_id and deleted_at is null)`,
    ],
    [
      "idempotency keys are of statuses that exist",
      "fault",
      sql`
        select key from idempotency_keys k
        where makes = 'status' and not exists (select from statuses where id = k.status_id)`,
    ],
    [
      "statuses show uploads that are their own",
      "fault",
      sql`
        select s.id from statuses s, jsonb_array_elements(s.media) m
        where m ? 'own' and not exists (
          select from media u where u.id = (m #>> '{own,id}')::bigint and u.status_id = s.id)`,
    ],
    [
      "boosts are of statuses that stand",
      "fault",
      sql`
        select b.id from statuses b join statuses o on o.id = b.boost_of
        where b.deleted_at is null and o.deleted_at is not null`,
    ],
  ];
}

function counts(sql: Connection): readonly Check[] {
  return [
    ["accounts' counters equal a recount", "fault", wrongAccounts(sql)],
    ["statuses' counters equal a recount", "fault", wrongStatuses(sql)],
    [
      "statuses that stand can be found, and no others",
      "notice",
      sql`
        select id from statuses s where boost_of is null
          and (deleted_at is null) <> exists (select from status_texts where status_id = s.id)`,
    ],
    ["polls' counters equal a recount", "fault", wrongPolls(sql)],
  ];
}

async function sealedSecrets(sql: Connection, box: SecretBox): Promise<Invariant> {
  const closed: string[] = [];
  const rows = sql<{ accountId: string; privateSealed: string; proofSealed: string | undefined }[]>`
    select account_id, private_sealed, proof_sealed from account_keys`;
  await rows.cursor(500, (batch) => {
    for (const { accountId, privateSealed, proofSealed } of batch) {
      const isOpen =
        opens(box, privateKeyPlace(accountId), privateSealed) &&
        (proofSealed === undefined || opens(box, proofKeyPlace(accountId), proofSealed));
      if (!isOpen) closed.push(accountId);
    }
  });
  return {
    name: "private keys open",
    weight: "fault",
    broken: closed.length,
    examples: closed.slice(0, maxExamples),
  };
}

function opens(box: SecretBox, place: SecretPlace, sealed: string): boolean {
  try {
    return box.open(place, sealed).startsWith("-----BEGIN");
  } catch {
    return false; // whatever the reason, nobody can sign with it
  }
}
