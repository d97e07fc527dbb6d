import type { Sql } from "./connect.ts";

/** A table, as COPY is told of it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** The column that counts up by itself, and where it is. */
  readonly counter: { readonly column: string; readonly last: string } | undefined;
}

/** Made by the migrations themselves, or not worth keeping. */
const left: readonly string[] = ["schema_migrations", "cache"];

/** Every table that is kept, those that others refer to first. */
export async function tablesOf(sql: Sql): Promise<TableShape[]> {
  const tables = await sql<{ name: string; columns: string[]; counters: string[]; needs: string[] }[]>`
    select c.relname as name,
      array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
      ) as columns,
      array(
        select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '' and not a.attisdropped
      ) as counters,
      array(
        select f.confrelid::regclass::text from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid
      ) as needs
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and not (c.relname = any(${[...left]}))
    order by c.relname`;
  const shapes: TableShape[] = [];
  for (const { name, columns, counters } of inOrder(tables)) {
    const [column] = counters;
    shapes.push({
      name,
      columns,
      counter: column === undefined ? undefined : { column, last: await lastOf(sql, name, column) },
    });
  }
  return shapes;
}

async function lastOf(sql: Sql, table: string, column: string): Promise<string> {
  const [row] = await sql<{ last: string }[]>`
    select coalesce(pg_sequence_last_value(pg_get_serial_sequence(${table}, ${column})::regclass), 0) as last`;
  return row?.last ?? "0";
}

interface Needing {
  readonly name: string;
  readonly needs: readonly string[];
}

function inOrder<Table extends Needing>(tables: readonly Table[]): Table[] {
  const sorted: Table[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const ready = rest.filter(({ needs }) => !needs.some((need) => rest.some(({ name }) => name === need)));
    if (ready.length === 0)
      throw new Error(`The tables ${rest.map(({ name }) => name).join(", ")} need each other.`);
    sorted.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return sorted;
}
