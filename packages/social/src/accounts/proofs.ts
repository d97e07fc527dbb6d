import { htmlToText } from "../kernel/html.ts";
import type { Account, ProfileField } from "./account.ts";
import { isLocal } from "./account.ts";

/**
 * The link that a field of a profile consists of, where it is nothing but one and shows all of it: what is hidden in a
 * link's text is proved by nobody (S-068).
 */
export function linkOf(account: Pick<Account, "domain">, { value }: ProfileField): string | undefined {
  const [, target] = isLocal(account)
    ? [value, value.trim()]
    : (/^(?:<p>)?<a href="([^"]+)"/.exec(value) ?? []);
  if (target === undefined) return undefined;
  const href = target.replaceAll("&amp;", "&");
  const shown = isLocal(account) ? href : htmlToText(value).trim();
  const url = /^https:\/\/\S+$/.test(href) ? URL.parse(href) : null;
  return url !== null && bare(shown) === bare(href) ? url.href : undefined;
}

/** Browsers leave the scheme out, and the slash at the end. */
function bare(link: string): string {
  return link.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

/** Fields that read as before keep their proof. */
export function keepProofs(
  fields: readonly ProfileField[],
  before: readonly ProfileField[],
): readonly ProfileField[] {
  return fields.map(({ name, value, verifiedAt }) => {
    const same = before.find((field) => field.name === name && field.value === value);
    return { name, value, verifiedAt: verifiedAt ?? same?.verifiedAt };
  });
}
