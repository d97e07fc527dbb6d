import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject, readHref } from "../objects/wire.ts";

/**
 * How large an activity may be, in bytes. Misskey refuses more than 64 KiB, and signatures in the document take
 * some of that.
 */
const MAX_BYTES = 60 * 1024;

/** What a reader can do without, or find at the object's own address; the least missed first. */
const steps: readonly ((object: JsonObject) => JsonObject)[] = [
  (object) => without(object, ["source"]),
  (object) => without(object, ["contentMap"]),
  (object) => ({ ...object, ...asAddresses(object, ["replies", "likes", "shares"]) }),
];

/**
 * Makes an activity small enough for every server (F-213): what it carries loses its extras, and is named by its
 * address alone where that does not suffice. What fits stays as it is.
 *
 * @param write serialises, so that the size is that of the wire
 */
export function fit(activity: JsonObject, write: (activity: JsonObject) => string): string {
  let smaller = activity;
  for (const step of [...steps, toAddress]) {
    const text = write(smaller);
    if (isSmall(text)) return text;
    smaller = inObjects(smaller, step);
  }
  return write(smaller);
}

function isSmall(text: string): boolean {
  return Buffer.byteLength(text) <= MAX_BYTES;
}

type Change = (object: JsonObject) => JsonObject | string;

function inObjects(activity: JsonObject, change: Change): JsonObject {
  const changed = ["object", "instrument"].flatMap((name) => {
    const value = activity[name];
    return isJsonObject(value) ? [[name, change(value)] as const] : [];
  });
  return { ...activity, ...Object.fromEntries(changed) };
}

/** A post whose own server is asked for it; anything without an address stays. */
function toAddress(object: JsonObject): JsonObject | string {
  return readHref(object) ?? object;
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function asAddresses(object: JsonObject, names: readonly string[]): JsonObject {
  const found = names.flatMap((name) => {
    const address = readHref(object[name]);
    return address === undefined ? [] : [[name, address] as const];
  });
  return Object.fromEntries(found);
}
