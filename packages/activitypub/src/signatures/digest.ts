import { hash, timingSafeEqual } from "node:crypto";
import { createRecent } from "../recent.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";

/** Why a body is not the one that was signed. */
export type DigestReason = "malformed-digest" | "unknown-digest" | "short-digest" | "wrong-digest";

const SHA256_BYTES = 32;
const MAX_HEADER_LENGTH = 1024;

/** One body goes to many inboxes, and is digested once. */
const digested = createRecent<string>(8);

function digestOf(body: string): string {
  const known = digested.get(body);
  if (known !== undefined) return known;
  const digest = hash("sha256", body, "base64");
  digested.set(body, digest);
  return digest;
}

/** The `Digest` header for a body. */
export function writeDigest(body: string): string {
  return `SHA-256=${digestOf(body)}`;
}

/** The `Content-Digest` header for a body (RFC 9530). */
export function writeContentDigest(body: string): string {
  return `sha-256=:${digestOf(body)}:`;
}

/** Compares a body with its `Digest` header, of which only SHA-256 counts (F-057). */
export function checkDigest(header: string, body: Uint8Array): Verdict<true, DigestReason> {
  return check(header, body, /^\s*sha-256=([^\s]*)\s*$/i);
}

/** Compares a body with its `Content-Digest` header (RFC 9530), of which only SHA-256 counts. */
export function checkContentDigest(header: string, body: Uint8Array): Verdict<true, DigestReason> {
  return check(header, body, /^\s*sha-256=:([^\s:]*):\s*$/);
}

function check(header: string, body: Uint8Array, form: RegExp): Verdict<true, DigestReason> {
  if (header.length > MAX_HEADER_LENGTH) return refuse("malformed-digest");
  const values = header.split(",").map((part) => form.exec(part)?.[1]);
  const given = values.filter((value) => value !== undefined);
  const [text] = given;
  if (text === undefined) return refuse(/^\s*sha-256/i.test(header) ? "malformed-digest" : "unknown-digest");
  if (given.length > 1 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return refuse("malformed-digest");
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== SHA256_BYTES) return refuse("short-digest");
  return timingSafeEqual(bytes, hash("sha256", body, "buffer")) ? accept(true) : refuse("wrong-digest");
}
