import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";

/** Characters of a bare value: letters, digits and those of base64 and numbers. */
const BARE = /^[A-Za-z0-9+/=._:-]+$/;
const NAME = /^[A-Za-z]+$/;

/**
 * Reads `name="text",name=123,…` in one pass. A name that comes twice is refused, because readers disagree
 * about which of the two counts (S-012).
 */
export function readParameters(header: string): Verdict<ReadonlyMap<string, string>, "malformed-signature"> {
  const found = new Map<string, string>();
  let at = 0;
  while (at < header.length) {
    const equals = header.indexOf("=", at);
    if (equals === -1) return refuse("malformed-signature");
    const name = header.slice(at, equals).trim();
    const value = readValue(header, equals + 1);
    if (!NAME.test(name) || found.has(name) || value === undefined) return refuse("malformed-signature");
    found.set(name, value.text);
    at = value.end;
  }
  return accept(found);
}

/** A value and where the next parameter begins. */
interface Value {
  readonly text: string;
  readonly end: number;
}

function readValue(header: string, start: number): Value | undefined {
  return header[start] === '"' ? readQuoted(header, start) : readBare(header, start);
}

/** Escapes are refused: nothing that belongs here needs one. */
function readQuoted(header: string, start: number): Value | undefined {
  const close = header.indexOf('"', start + 1);
  if (close === -1) return undefined;
  const text = header.slice(start + 1, close);
  const comma = header.indexOf(",", close);
  const end = comma === -1 ? header.length : comma;
  const isClean = !text.includes("\\") && header.slice(close + 1, end).trim() === "";
  return isClean ? { text, end: end + 1 } : undefined;
}

function readBare(header: string, start: number): Value | undefined {
  const comma = header.indexOf(",", start);
  const end = comma === -1 ? header.length : comma;
  const text = header.slice(start, end).trim();
  return BARE.test(text) ? { text, end: end + 1 } : undefined;
}
