/** Rows by a key of text. */
export interface Table<Row> {
  get(key: string): Row | undefined;
  has(key: string): boolean;
  set(key: string, row: Row): void;
  delete(key: string): boolean;
  values(): Row[];
}

/** A table whose changes are seen by its own readers alone, until they are kept. */
export interface Draft<Row> extends Table<Row> {
  /** Answers how many rows were written or taken away. */
  keep(): number;
}

export function createTable<Row>(): Table<Row> {
  const rows = new Map<string, Row>();
  return {
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    set: (key, row) => void rows.set(key, row),
    delete: (key) => rows.delete(key),
    values: () => [...rows.values()],
  };
}

/** Changes over another table; dropping the draft is the rollback. */
export function draftOf<Row>(below: Table<Row>): Draft<Row> {
  const changes = new Map<string, { readonly row: Row | undefined; readonly before: Row | undefined }>();
  const get = (key: string): Row | undefined => {
    const change = changes.get(key);
    return change === undefined ? below.get(key) : change.row;
  };
  const change = (key: string, row: Row | undefined): void => {
    const before = changes.get(key)?.before ?? below.get(key);
    changes.set(key, { row, before });
  };
  return {
    get,
    has: (key) => get(key) !== undefined,
    set: (key, row) => change(key, row),
    delete(key) {
      const stood = get(key) !== undefined;
      if (stood) change(key, undefined);
      return stood;
    },
    values() {
      if (changes.size === 0) return below.values();
      const replaced = new Set([...changes.values()].map(({ before }) => before));
      const rows = below.values().filter((row) => !replaced.has(row));
      for (const { row } of changes.values()) if (row !== undefined) rows.push(row);
      return rows;
    },
    keep() {
      const count = changes.size;
      for (const [key, { row }] of changes) {
        if (row === undefined) below.delete(key);
        else below.set(key, row);
      }
      changes.clear();
      return count;
    },
  };
}
