import { normaliseTag } from "@trunkline/social";

/** A tag's name as it is kept. What can be no tag stays as it is, and nothing carries it. */
export function tagName(written: string): string {
  const name = written.trim().replace(/^[#＃]/, "");
  return normaliseTag(name) ?? name;
}
