import { compose, readConfig } from "@trunkline/server/compose";
import type { Composition } from "@trunkline/server/compose";
import type { Account, Role } from "@trunkline/server/compose";
import { terminal, UsageError } from "./terminal.ts";

/** Runs a command over the same composition as the server, and closes it whatever happens. */
export async function composed<Result>(run: (composition: Composition) => Promise<Result>): Promise<Result> {
  const config = readConfig();
  for (const warning of config.warnings) terminal.tell(`Note: ${warning}`);
  const composition = await compose(config, { role: "command" });
  try {
    return await run(composition);
  } finally {
    await composition.close();
  }
}

/** The local account of this name. */
export function accountNamed({ social }: Composition, name: string): Promise<Account> {
  const username = name.replace(/^@/, "");
  if (username.includes("@"))
    throw new UsageError(`${name} is an account of another server; give a name of this one.`);
  return social.accounts.lookup(username);
}

/** The account of this name, here or (with its domain) elsewhere. */
export function anyAccountNamed({ social }: Composition, name: string): Promise<Account> {
  return social.accounts.lookup(name);
}

const roles: readonly Role[] = ["user", "moderator", "admin", "owner"];

export function readRole(given: string): Role {
  const role = roles.find((each) => each === given);
  if (role === undefined) throw new UsageError(`--role must be one of ${roles.join(", ")}.`);
  return role;
}

/** What a flag says, a stream or nobody: then one is made, and told once. */
export async function passwordFor(options: {
  readonly password?: string | undefined;
  readonly passwordStdin?: boolean | undefined;
}): Promise<{ readonly password: string; readonly isMade: boolean }> {
  if (options.passwordStdin === true) return { password: await terminal.readInput(), isMade: false };
  if (options.password !== undefined) return { password: options.password, isMade: false };
  return { password: makePassword(), isMade: true };
}

/** Five groups of letters and digits that are not taken for one another: 125 bits. */
function makePassword(): string {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  const bytes = crypto.getRandomValues(new Uint8Array(25));
  const text = Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
  return text.replace(/.{5}(?=.)/g, "$&-");
}
