import { z } from "zod";

const subjects = {
  read: [
    "accounts",
    "blocks",
    "bookmarks",
    "collections",
    "favourites",
    "filters",
    "follows",
    "lists",
    "mutes",
    "notifications",
    "search",
    "statuses",
  ],
  write: [
    "accounts",
    "blocks",
    "bookmarks",
    "collections",
    "conversations",
    "favourites",
    "filters",
    "follows",
    "lists",
    "media",
    "mutes",
    "notifications",
    "reports",
    "statuses",
  ],
  admin: [
    "accounts",
    "canonical_email_blocks",
    "domain_allows",
    "domain_blocks",
    "email_domain_blocks",
    "ip_blocks",
    "reports",
  ],
} as const;

/** What a token may be good for. A parent covers its children: `write` covers `write:statuses`. */
export type Scope =
  | "read"
  | "write"
  | "follow"
  | "push"
  | "profile"
  | "admin:read"
  | "admin:write"
  | `read:${(typeof subjects.read)[number]}`
  | `write:${(typeof subjects.write)[number]}`
  | `admin:read:${(typeof subjects.admin)[number]}`
  | `admin:write:${(typeof subjects.admin)[number]}`;

/** Every scope that an app may ask for. */
export const scopes: readonly Scope[] = [
  "read",
  ...subjects.read.map((subject) => `read:${subject}` as const),
  "write",
  ...subjects.write.map((subject) => `write:${subject}` as const),
  "follow",
  "push",
  "profile",
  "admin:read",
  ...subjects.admin.map((subject) => `admin:read:${subject}` as const),
  "admin:write",
  ...subjects.admin.map((subject) => `admin:write:${subject}` as const),
];

const known: ReadonlySet<string> = new Set(scopes);

const followed: ReadonlySet<string> = new Set(
  ["read", "write"].flatMap((way) => ["blocks", "follows", "mutes"].map((subject) => `${way}:${subject}`)),
);

/** Whether one of the granted scopes is, or covers, the one that is needed. */
export function covers(granted: readonly string[], needed: string): boolean {
  return granted.some(
    (scope) =>
      scope === needed || needed.startsWith(`${scope}:`) || (scope === "follow" && followed.has(needed)),
  );
}

/** Whether the granted scopes cover one of those that would do. A list of none asks for nothing. */
export function suffices(granted: readonly string[], anyOf: readonly Scope[]): boolean {
  return anyOf.length === 0 || anyOf.some((needed) => covers(granted, needed));
}

/** Whether the granted scopes cover each of the wanted ones. */
export function coversAll(granted: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((scope) => covers(granted, scope));
}

/** Scopes as clients send them, separated by spaces or plus signs: a set, in the order given. */
export const scopeList: z.ZodType<readonly string[]> = z
  .string()
  .max(2000)
  .transform((text) => [...new Set(text.split(/[\s+,]+/).filter((scope) => scope !== ""))])
  .refine((names) => names.every((name) => known.has(name)), "doesn't match configured on the server.");
