import { isJsonObject } from "../objects/wire.ts";

/**
 * Writes a parsed JSON value in the one form that everybody writes alike: no spaces, names in the order of their UTF-16
 * units. Texts with half of a surrogate pair have no such form, and neither has what is no JSON; then it is `undefined`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function writeCanonicalJson(value: unknown): string | undefined {
  if (typeof value === "string") return value.isWellFormed() ? JSON.stringify(value) : undefined;
  if (Array.isArray(value)) return joined(value.map(writeCanonicalJson), "[", "]");
  if (!isJsonObject(value)) return writeScalar(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => joined([writeCanonicalJson(name), writeCanonicalJson(value[name])], "", "", ":"));
  return joined(members, "{", "}");
}

function joined(
  parts: readonly (string | undefined)[],
  ...[open, close, between = ","]: readonly [string, string, string?]
): string | undefined {
  return parts.includes(undefined) ? undefined : open + parts.join(between) + close;
}

function writeScalar(value: unknown): string | undefined {
  const isNumber = typeof value === "number" && Number.isFinite(value);
  return isNumber || typeof value === "boolean" || value === null ? JSON.stringify(value) : undefined;
}
