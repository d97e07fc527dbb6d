import { domainToASCII } from "node:url";
import { codePointsOf } from "../kernel/characters.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Role } from "./sign-in.store.ts";

const reserved: ReadonlySet<string> = words(`
  abuse about account accounts admin administrator api auth bot contact domain follow help
  helpdesk host hostmaster inbox instance mastodon mod moderator oauth outbox owner postmaster
  root security server settings support system tags trunkline users webmaster www
`);

/** The commonest of those that are long enough; the whole list of ten thousand is not worth its size here. */
const commonPasswords: ReadonlySet<string> = words(`
  password 12345678 123456789 1234567890 11111111 00000000 87654321 88888888 qwertyui qwertyuiop
  asdfghjk asdfghjkl iloveyou princess sunshine football baseball superman trustno1 starwars
  computer whatever michelle jennifer passw0rd password1 password123 1q2w3e4r 1qaz2wsx q1w2e3r4
  abcd1234 abc12345 letmein1 welcome1 changeme mastodon administrator
`);

/** The name of a new account, in lower case. Refuses with `invalid` what is no name, and what is reserved for the staff. */
export function checkedUsername(username: string, role: Role): string {
  const name = username.trim().toLowerCase();
  if (!/^[a-z0-9_]{1,30}$/.test(name)) {
    throw new Refusal("invalid", "A username has 1 to 30 letters, digits or underscores.");
  }
  if (role === "user" && isReserved(name)) throw new Refusal("invalid", "This username is reserved.");
  return name;
}

/** Whether a name is kept for the staff, in any case. */
export function isReserved(username: string): boolean {
  return reserved.has(username.trim().toLowerCase());
}

/** An address of mail that cannot be read in two ways, its domain as DNS knows it (S-098). */
export function checkedEmail(email: string): string {
  const [, local, written] =
    email.length <= 320 ? (/^([^@]{1,64})@([^@]{1,255})$/.exec(email.trim()) ?? []) : [];
  const domain = domainToASCII(written ?? "").toLowerCase();
  const isPlain =
    local !== undefined &&
    /^[\p{L}\p{N}#$&*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}#$&*+/=?^_`{|}~-]+)*$/u.test(local) &&
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(domain) &&
    /[a-z]/.test(domain.slice(domain.lastIndexOf(".") + 1));
  if (!isPlain) throw new Refusal("invalid", "This is not an address of mail.");
  return `${local}@${domain}`;
}

/** Refuses with `invalid` a password that is too short, or that others would try first (S-126). */
export function checkPassword(
  password: string,
  owner: { readonly username: string; readonly email: string; readonly domain: string },
): void {
  const length = codePointsOf(password);
  if (length < 8) throw new Refusal("invalid", "A password has at least 8 characters.");
  if (length > 1024) throw new Refusal("invalid", "A password has at most 1024 characters.");
  const guesses: readonly string[] = [
    owner.username,
    owner.email,
    owner.email.split("@")[0] ?? "",
    owner.domain,
  ];
  const tried = password.toLowerCase();
  if (commonPasswords.has(tried) || guesses.includes(tried)) {
    throw new Refusal("invalid", "This password is too easy to guess.");
  }
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
