/** One member of a dictionary of structured fields (RFC 8941), of which two forms are understood. */
export interface Member {
  /** The items of an inner list; none: the member is a byte sequence. */
  readonly items: readonly string[] | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  /** The member's value as it was written, parameters included. */
  readonly raw: string;
  /** The text between the colons of a byte sequence. */
  readonly base64: string | undefined;
}

const MAX_MEMBERS = 8;

/** Where a reader stands in a text. */
interface Cursor {
  readonly text: string;
  at: number;
}

/**
 * Reads a dictionary of inner lists of strings, as in `sig1=("@method" "date");created=1`, or of byte
 * sequences, as in `sig1=:AAAA:`, in one pass. `undefined` for anything else, for a name that comes twice, and
 * for more than eight members.
 */
export function readDictionary(text: string): ReadonlyMap<string, Member> | undefined {
  const members = new Map<string, Member>();
  const cursor: Cursor = { text, at: 0 };
  while (cursor.at < text.length) {
    skipSpace(cursor);
    const name = take(cursor, NAME);
    if (name === undefined || members.has(name) || members.size >= MAX_MEMBERS || !skip(cursor, "=")) {
      return undefined;
    }
    const member = readMember(cursor);
    if (member === undefined) return undefined;
    members.set(name, member);
    skipSpace(cursor);
    if (cursor.at < text.length && !skip(cursor, ",")) return undefined;
  }
  return members;
}

const NAME = /[a-z*][a-z0-9_.*-]*/y;
const STRING = /"([^"\\]*)"/y;
const BYTES = /:([A-Za-z0-9+/]*={0,2}):/y;
const BARE = /-?\d{1,15}|\?[01]|[A-Za-z*][A-Za-z0-9:/._*-]*/y;

function readMember(cursor: Cursor): Member | undefined {
  const start = cursor.at;
  const bytes = take(cursor, BYTES);
  const items = bytes === undefined ? readItems(cursor) : undefined;
  const parameters = readParameters(cursor);
  if ((bytes === undefined && items === undefined) || parameters === undefined) return undefined;
  return { items, parameters, raw: cursor.text.slice(start, cursor.at), base64: bytes?.slice(1, -1) };
}

/** Parameters of an item change what it means; none is understood. */
function readItems(cursor: Cursor): readonly string[] | undefined {
  if (!skip(cursor, "(")) return undefined;
  const items: string[] = [];
  for (;;) {
    skipSpace(cursor);
    if (skip(cursor, ")")) return items;
    const item = take(cursor, STRING);
    if (item === undefined) return undefined;
    items.push(item.slice(1, -1));
  }
}

function readParameters(cursor: Cursor): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  while (skip(cursor, ";")) {
    skipSpace(cursor);
    const name = take(cursor, NAME);
    if (name === undefined || parameters.has(name) || !skip(cursor, "=")) return undefined;
    const quoted = take(cursor, STRING);
    const value = quoted?.slice(1, -1) ?? take(cursor, BARE);
    if (value === undefined) return undefined;
    parameters.set(name, value);
  }
  return parameters;
}

/** What matches here, and moves behind it. */
function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const [found] = pattern.exec(cursor.text) ?? [];
  if (found !== undefined) cursor.at += found.length;
  return found;
}

function skip(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

function skipSpace(cursor: Cursor): void {
  while (cursor.text[cursor.at] === " " || cursor.text[cursor.at] === "\t") cursor.at += 1;
}
