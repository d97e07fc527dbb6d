import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { PassThrough, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInterface } from "node:readline";
import { constants, createGunzip, createGzip } from "node:zlib";

/** A file of a backup, and what it must hold. */
export interface KeptFile {
  readonly file: string;
  readonly rows: number;
  /** Of the file as it lies there. */
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes lines to a compressed file, and says what it came to. */
export async function writeLines(folder: string, file: string, lines: Readable): Promise<KeptFile> {
  const counting = counted();
  const hashing = hashed();
  const fast = createGzip({ level: constants.Z_BEST_SPEED });
  const target = createWriteStream(join(folder, file), { flags: "wx", mode: 0o600, flush: true });
  await pipeline(lines, counting.stream, fast, hashing.stream, target);
  return { file, rows: counting.rows(), ...hashing.sum() };
}

/** What a file that was kept holds now. Rejects when it cannot be read as one. */
export async function measure(folder: string, file: string): Promise<KeptFile> {
  const counting = counted();
  const hashing = hashed();
  const nowhere = new PassThrough().resume();
  await pipeline(
    createReadStream(join(folder, file)),
    hashing.stream,
    createGunzip(),
    counting.stream,
    nowhere,
  );
  return { file, rows: counting.rows(), ...hashing.sum() };
}

/** The lines of a file, as they were written. */
export function readBack(folder: string, file: string): Readable {
  const source = createReadStream(join(folder, file));
  const plain = createGunzip();
  source.once("error", (error) => plain.destroy(error));
  return source.pipe(plain);
}

/** The first rows of a table's file, each as its values by column. */
export async function sample(
  folder: string,
  {
    file,
    columns,
    rows,
  }: { readonly file: string; readonly columns: readonly string[]; readonly rows: number },
): Promise<Readonly<Record<string, string>>[]> {
  const found: Record<string, string>[] = [];
  const stream = readBack(folder, file);
  for await (const line of createInterface({ input: stream, crlfDelay: 0 })) {
    if (found.length === rows) break;
    const values = line.split("\t").map(unescaped);
    found.push(Object.fromEntries(columns.map((column, place) => [column, values[place] ?? ""])));
  }
  stream.destroy();
  return found;
}

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Undoes how COPY writes a value as text. */
function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/g, (_all, letter: string) => escapes[letter] ?? letter);
}

function counted(): { readonly stream: Transform; rows(): number } {
  let rows = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
      done(null, chunk);
    },
  });
  return { stream, rows: () => rows };
}

function hashed(): {
  readonly stream: Transform;
  sum(): { readonly bytes: number; readonly sha256: string };
} {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, sum: () => ({ bytes, sha256: hash.digest("hex") }) };
}
