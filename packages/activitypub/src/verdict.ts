/**
 * The answer about something that a stranger sent: either its value, or the reason why it was refused.
 *
 * Readers, verifiers and fetchers return one instead of throwing, because bad input is normal.
 * The reasons are a closed list, so that they can be counted by name.
 */
export type Verdict<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason };

/** A favourable verdict. */
export function accept<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** An unfavourable verdict. */
export function refuse<Reason extends string>(
  reason: Reason,
): { readonly ok: false; readonly reason: Reason } {
  return { ok: false, reason };
}
