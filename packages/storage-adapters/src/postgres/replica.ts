import type { Stores, TimelineStore } from "@trunkline/social";
import type { Connection } from "./connect.ts";

/** A copy of the database that may be asked as long as it is there and not far behind. */
export interface Replica {
  /** Asks the copy; `otherwise`, when the copy is not to be asked or does not answer. */
  read<Result>(ask: (stores: Stores) => Promise<Result>, otherwise: () => Promise<Result>): Promise<Result>;
}

/** Spans in milliseconds. */
interface Limits {
  /** How far the copy may be behind. */
  readonly lag: number;
  /** How often it is asked how far it is. */
  readonly every: number;
  /** How long it may take to answer. */
  readonly patience: number;
}

const usual: Limits = { lag: 2_000, every: 1_000, patience: 1_000 };

export function createReplica(connection: Connection, stores: Stores, limits: Partial<Limits> = {}): Replica {
  const { lag, every, patience } = { ...usual, ...limits };
  let checkedAt = -Infinity;
  let isGood = false;
  const check = async (): Promise<void> => {
    checkedAt = performance.now();
    isGood = await soon(isNear(connection, lag), patience).catch(() => false);
  };
  return {
    async read(ask, otherwise) {
      if (performance.now() - checkedAt > every) {
        if (isGood) void check();
        else await check();
      }
      if (!isGood) return otherwise();
      try {
        return await soon(ask(stores), patience);
      } catch {
        isGood = false;
        checkedAt = performance.now();
        return otherwise();
      }
    },
  };
}

/** A copy that has applied all that it received is not behind, however long ago the last change was. */
async function isNear(connection: Connection, lag: number): Promise<boolean> {
  const [row] = await connection<{ near: boolean }[]>`
    select not pg_is_in_recovery()
      or pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
      or now() - pg_last_xact_replay_timestamp() < ${lag}::int * interval '1 millisecond' as near`;
  return row?.near === true;
}

async function soon<Result>(answer: Promise<Result>, patience: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The replica took more than ${patience} ms.`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets the copy answer timelines and searches outside of transactions; all else goes to the database itself. */
export function withReplica(stores: Stores, replica: Replica): Stores {
  const { timelines, accounts, search, tags } = stores;
  return {
    ...stores,
    timelines: timelinesOver(timelines, replica),
    accounts: {
      ...accounts,
      search: (...given) =>
        replica.read(
          (copy) => copy.accounts.search(...given),
          () => accounts.search(...given),
        ),
    },
    search: {
      statuses: (...given) =>
        replica.read(
          (copy) => copy.search.statuses(...given),
          () => search.statuses(...given),
        ),
      people: (...given) =>
        replica.read(
          (copy) => copy.search.people(...given),
          () => search.people(...given),
        ),
    },
    tags: {
      ...tags,
      search: (...given) =>
        replica.read(
          (copy) => copy.tags.search(...given),
          () => tags.search(...given),
        ),
    },
  };
}

function timelinesOver(timelines: TimelineStore, replica: Replica): TimelineStore {
  return {
    // Asked right after a status was written, which the copy may not have yet.
    homesWith: (...given) => timelines.homesWith(...given),
    listsWith: (...given) => timelines.listsWith(...given),
    list: (...given) =>
      replica.read(
        (copy) => copy.timelines.list(...given),
        () => timelines.list(...given),
      ),
    home: (...given) =>
      replica.read(
        (copy) => copy.timelines.home(...given),
        () => timelines.home(...given),
      ),
    public: (...given) =>
      replica.read(
        (copy) => copy.timelines.public(...given),
        () => timelines.public(...given),
      ),
    tagged: (...given) =>
      replica.read(
        (copy) => copy.timelines.tagged(...given),
        () => timelines.tagged(...given),
      ),
    account: (...given) =>
      replica.read(
        (copy) => copy.timelines.account(...given),
        () => timelines.account(...given),
      ),
  };
}
