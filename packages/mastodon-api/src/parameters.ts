import { toNfc } from "@trunkline/social";

/** Parameters as they came, in whichever form, with what is dangerous in them taken out. */
export type Parameters = { readonly [name: string]: Parameter };
export type Parameter = string | number | boolean | File | readonly Parameter[] | Parameters | undefined;

/** Why parameters were not even looked at. */
export type Malformation = "malformed" | "too deep" | "too many items" | "repeated" | "bad text";

export type Parsed =
  | { readonly ok: true; readonly value: Parameters }
  | { readonly ok: false; readonly reason: Malformation };

const maxDepth = 5;
const maxItems = 100;
const maxPairs = 1000;
const ignoredNames = new Set(["__proto__", "constructor", "prototype"]);

class Malformed extends Error {
  readonly reason: Malformation;

  constructor(reason: Malformation) {
    super(reason);
    this.reason = reason;
  }
}

function verdict(read: () => Parameters): Parsed {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, reason: error.reason };
    throw error;
  }
}

/** No database keeps NUL or half a character; equal text is written in one way only (NFC). */
function cleanText(value: string): string {
  if (value.includes("\0") || !value.isWellFormed()) throw new Malformed("bad text");
  return toNfc(value);
}

/** An object without a prototype, so that no name in it can mean anything but itself. */
function emptyRecord(): Record<string, Parameter> {
  return Object.create(null);
}

function cleanRecord(value: object, depth: number): Parameters {
  const clean = emptyRecord();
  for (const [name, item] of Object.entries(value)) {
    if (!ignoredNames.has(name)) clean[cleanText(name)] = cleanJson(item, depth + 1);
  }
  return clean;
}

/** `null` is how JSON leaves something out. */
function cleanJson(value: unknown, depth: number): Parameter {
  if (depth > maxDepth) throw new Malformed("too deep");
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (!Array.isArray(value)) return cleanRecord(value, depth);
  if (value.length > maxItems) throw new Malformed("too many items");
  return value.filter((item) => item !== null).map((item) => cleanJson(item, depth + 1));
}

/** Reads a JSON body. Anything but an object is malformed; nothing at all is an empty object. */
export function readJson(body: string): Parsed {
  return verdict(() => {
    if (body.trim() === "") return emptyRecord();
    const value: unknown = parseJson(body);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Malformed("malformed");
    return cleanRecord(value, 0);
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Malformed("malformed");
    throw error;
  }
}

/** `a[b][]` is the path a, b, and a place at the end of a list. */
function pathOf(name: string): readonly string[] {
  const head = /^[^[\]]+/.exec(name)?.[0];
  if (head === undefined) return [name];
  const rest = name.slice(head.length);
  if (!/^(\[[^[\]]*\])*$/.test(rest)) return [name];
  return [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? "")];
}

type Branch = Record<string, Parameter> | Parameter[];

function asBranch(value: Parameter): Branch | undefined {
  const isBranch = typeof value === "object" && !(value instanceof File);
  return isBranch ? (value as Branch) : undefined; // every branch was made below, and is writable
}

function newBranch(nextStep: string): Branch {
  return nextStep === "" ? [] : emptyRecord();
}

/** In `a[][x]=1&a[][y]=2&a[][x]=3` a name that is taken begins the next item. */
function itemFor(items: Parameter[], nextStep: string): Branch {
  const last = asBranch(items.at(-1));
  if (last !== undefined && !Array.isArray(last) && !(nextStep in last)) return last;
  const item = newBranch(nextStep);
  if (items.push(item) > maxItems) throw new Malformed("too many items");
  return item;
}

function childOf(branch: Branch, step: string, nextStep: string): Branch {
  if (Array.isArray(branch)) return itemFor(branch, nextStep);
  const standing = branch[step];
  if (standing === undefined) return (branch[step] = newBranch(nextStep));
  const child = asBranch(standing);
  if (child === undefined || Array.isArray(child) !== (nextStep === "")) throw new Malformed("repeated");
  return child;
}

function put(branch: Branch, step: string, value: Parameter): void {
  if (Array.isArray(branch)) {
    if (branch.push(value) > maxItems) throw new Malformed("too many items");
    return;
  }
  if (step in branch) throw new Malformed("repeated");
  branch[step] = value;
}

function place(root: Branch, path: readonly string[], value: Parameter): void {
  if (path.length > maxDepth) throw new Malformed("too deep");
  if (path.some((step) => ignoredNames.has(step))) return;
  let branch = root;
  path.forEach((step, index) => {
    const nextStep = path[index + 1];
    if (nextStep === undefined) put(branch, step, value);
    else branch = childOf(branch, step, nextStep);
  });
}

/** Reads what a query or a form holds: names may nest (`a[b]=`), number (`a[0]=`) and repeat (`a[]=`). */
export function readForm(pairs: Iterable<readonly [string, string | File]>): Parsed {
  return verdict(() => {
    const root = emptyRecord();
    let count = 0;
    for (const [name, value] of pairs) {
      if ((count += 1) > maxPairs) throw new Malformed("too many items");
      const clean = typeof value === "string" ? cleanText(value) : value;
      place(root, pathOf(cleanText(name)), clean);
    }
    return root;
  });
}
