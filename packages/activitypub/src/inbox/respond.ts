import type { InboxReason, InboxVerdict } from "./receive.ts";

interface Refused {
  readonly status: 202 | 400 | 401 | 403 | 413 | 503;
  readonly error: string;
}

/** When a sender shall try again whose key could not be fetched. */
const RETRY_AFTER_SECONDS = 300;

const refusals: Readonly<Record<InboxReason, Refused>> = {
  unsigned: { status: 401, error: "The request is not signed." },
  "malformed-signature": { status: 401, error: "The signature could not be read." },
  "unknown-algorithm": { status: 401, error: "The algorithm of the signature is not supported." },
  "not-covered": { status: 401, error: "The signature does not cover enough of the request." },
  expired: { status: 401, error: "The signature is too old, or from the future." },
  "wrong-host": { status: 401, error: "The request is meant for another host." },
  "malformed-digest": { status: 401, error: "The digest could not be read." },
  "short-digest": { status: 401, error: "The digest has the wrong length." },
  "unknown-digest": { status: 401, error: "The digest is not SHA-256." },
  "wrong-digest": { status: 401, error: "The body does not match its digest." },
  "wrong-signature": { status: 401, error: "The signature does not fit the request and the key." },
  "unknown-key": { status: 401, error: "The key does not belong to an actor." },
  "key-gone": { status: 401, error: "The key is gone." },
  "key-unreachable": { status: 503, error: "The key could not be fetched. Try again later." },
  blocked: { status: 403, error: "This server has nothing to do with yours." },
  // Who passes things on did nothing wrong, and shall not try again.
  "wrong-actor": { status: 202, error: "The actor has neither sent nor signed this, and it is not kept." },
  "wrong-origin": { status: 400, error: "The id of the activity is not on the server of its actor." },
  malformed: { status: 400, error: "The request could not be read." },
  "too-large": { status: 413, error: "The body is larger than one mebibyte." },
};

/** Says to a sender what became of an activity. */
export function respond(verdict: InboxVerdict): Response {
  if (verdict.ok) return new Response(null, { status: 202 });
  return replyRefusal(verdict.reason);
}

/** Says to whoever asked or sent something why it is refused. */
export function replyRefusal(reason: InboxReason): Response {
  const { status, error } = refusals[reason];
  return Response.json({ error }, { status, headers: hintsOf(status) });
}

/** What an unproved sender is told to sign: as much as `verify` needs, by RFC 9421 (F-062). */
const WANTED = 'sig1=("@method" "@target-uri" "content-digest");created;keyid';

function hintsOf(status: number): Record<string, string> {
  if (status === 503) return { "retry-after": String(RETRY_AFTER_SECONDS) };
  return status === 401 ? { "accept-signature": WANTED } : {};
}
