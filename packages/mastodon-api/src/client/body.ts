/** Values as they are said to a client: nested, in lists, and for uploads with files. */
export type Value = unknown;

type Pair = readonly [name: string, value: string | Blob];

/** Names as servers of Mastodon read them: `id[]` for a list, `poll[expires_in]` for a member. */
function pairsOf(name: string, value: Value): readonly Pair[] {
  if (value === undefined || value === null) return [];
  if (value instanceof Blob) return [[name, value]];
  if (Array.isArray(value)) return value.flatMap((item) => pairsOf(`${name}[]`, item));
  if (typeof value === "object") return membersOf(value, (key) => `${name}[${key}]`);
  return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
}

function membersOf(value: object, named: (key: string) => string): readonly Pair[] {
  return Object.entries(value).flatMap(([key, item]) => pairsOf(named(key), item));
}

/** What stands behind the question mark of an address. */
export function queryOf(values: object): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of membersOf(values, (key) => key)) {
    if (typeof value === "string") query.append(name, value);
  }
  return query;
}

/** A body as JSON, or as a form in parts where a file is in it. */
export function bodyOf(values: object): {
  readonly body: string | FormData;
  readonly type: string | undefined;
} {
  const pairs = membersOf(values, (key) => key);
  if (!pairs.some(([, value]) => value instanceof Blob)) {
    return { body: JSON.stringify(values), type: "application/json" };
  }
  const body = new FormData();
  for (const [name, value] of pairs) body.append(name, value);
  // The runtime writes the type itself, with the boundary that it chose.
  return { body, type: undefined };
}
