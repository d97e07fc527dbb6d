/** Where `signature` is a term, and `created`. */
const SECURITY_CONTEXT = "https://w3id.org/security/v1";

/** A document's contexts as a list, with the one that knows signatures. */
export function withSecurity(context: unknown): readonly unknown[] {
  const given: readonly unknown[] = Array.isArray(context) ? context : [context];
  if (given.includes(SECURITY_CONTEXT)) return given;
  const [first, ...rest] = given;
  return [first, SECURITY_CONTEXT, ...rest];
}
