/** `user@host`, taken apart. The host is canonical: lower case, ASCII, no default port. */
export interface Handle {
  readonly user: string;
  readonly host: string;
}

/** Words, with dots and hyphens between them. */
const USER = /^[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*$/i;
const MAX_USER_LENGTH = 2048;

/** Reads `user@host`, with or without a leading `@` or `acct:`. */
export function readHandle(text: string): Handle | undefined {
  const bare = text
    .trim()
    .replace(/^acct:/i, "")
    .replace(/^@/, "");
  const at = bare.lastIndexOf("@");
  if (at < 1) return undefined;
  const user = bare.slice(0, at);
  const host = canonicalHost(bare.slice(at + 1));
  return user.length <= MAX_USER_LENGTH && USER.test(user) && host !== undefined ? { user, host } : undefined;
}

export function writeHandle({ user, host }: Handle): string {
  return `${user}@${host}`;
}

/** Handles are the same whatever the case of the user's name. */
export function isSameHandle(one: Handle, other: Handle): boolean {
  return one.host === other.host && one.user.toLowerCase() === other.user.toLowerCase();
}

/** The one spelling of a host that is compared and stored (S-036), or `undefined` where it is none. */
export function canonicalHost(text: string): string | undefined {
  if (!/^[^\s/?#@\\%]+$/.test(text)) return undefined;
  const url = URL.parse(`https://${text}`);
  if (url === null || url.pathname !== "/" || url.host === "") return undefined;
  const name = url.hostname.replace(/\.$/, "");
  if (name.split(".").includes("")) return undefined; // a label without letters is no name
  return url.port === "" ? name : `${name}:${url.port}`;
}
