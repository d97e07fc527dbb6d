import { Command } from "commander";
import type { Account, Composition, User } from "@trunkline/server/compose";
import { accountNamed, composed, passwordFor, readRole } from "../composed.ts";
import { applicantCommands } from "./applicants.ts";
import { aliasCommand, moveCommand } from "./moves.ts";
import { sanctions } from "./sanctions.ts";
import { confirm, printJson, table, terminal, UsageError } from "../terminal.ts";

interface Row {
  readonly account: Account;
  readonly user: User | undefined;
}

/** Accounts of people who live here. */
export function accountsCommand(): Command {
  const command = new Command("accounts").description("accounts of people who live here");
  command.addCommand(create());
  command.addCommand(list());
  command.addCommand(show());
  command.addCommand(modify());
  command.addCommand(remove());
  for (const applicant of applicantCommands()) command.addCommand(applicant);
  for (const sanction of sanctions()) command.addCommand(sanction);
  command.addCommand(moveCommand());
  command.addCommand(aliasCommand());
  return command;
}

function create(): Command {
  return new Command("create")
    .description("makes an account; without a password, one is made and printed once")
    .argument("<name>", "username, without @")
    .requiredOption("--email <address>", "address of mail to sign in with")
    .option("--confirmed", "take the address for proved")
    .option("--role <role>", "user, moderator, admin or owner", "user")
    .option("--password <password>", "seen by whoever lists processes; better: --password-stdin")
    .option("--password-stdin", "read the password from stdin")
    .option("--json", "print the result as JSON")
    .action(async (name: string, options: CreateOptions) => {
      const role = readRole(options.role);
      const { password, isMade } = await passwordFor(options);
      const { account, user } = await composed(({ social }) =>
        social.signIn.createUser({
          username: name,
          email: options.email,
          password,
          confirmed: options.confirmed ?? false,
          role,
        }),
      );
      const made = isMade ? { password } : {};
      if (options.json === true) return printJson({ ...facts({ account, user }), ...made });
      terminal.tell(`Made the account @${account.username}.`);
      if (!user.confirmedAt)
        terminal.tell("It cannot sign in yet: say --confirmed, or accounts modify NAME --confirm.");
      if (isMade) terminal.print(`password: ${password}`);
    });
}

interface CreateOptions {
  readonly email: string;
  readonly confirmed?: boolean;
  readonly role: string;
  readonly password?: string;
  readonly passwordStdin?: boolean;
  readonly json?: boolean;
}

function list(): Command {
  return new Command("list")
    .description("lists the accounts of this server")
    .option("--role <role>", "only those of a role")
    .option("--json", "print as JSON")
    .action(async (options: { readonly role?: string; readonly json?: boolean }) => {
      const role = options.role === undefined ? undefined : readRole(options.role);
      const rows = (await composed(everybody)).filter(
        ({ user }) => role === undefined || user?.role === role,
      );
      if (options.json === true) return printJson(rows.map(facts));
      const cells = rows
        .map(facts)
        .map((each) => [each.username, each.role, each.email, each.state, each.id]);
      terminal.print(table(["NAME", "ROLE", "E-MAIL", "STATE", "ID"], cells));
    });
}

async function everybody({ storage }: Composition): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const pageSize = 200;
  for (let after: Account["id"] | undefined; ;) {
    const accounts = await storage.stores.accounts.local(after, pageSize);
    for (const account of accounts) {
      // The server's own actor is an account too, as whom nobody signs in.
      const user = await storage.stores.users.byAccount(account.id);
      if (user !== undefined) rows.push({ account, user });
    }
    after = accounts.at(-1)?.id;
    if (accounts.length < pageSize) return rows;
  }
}

function show(): Command {
  return new Command("show")
    .description("tells what is known of an account")
    .argument("<name>")
    .option("--json", "print as JSON")
    .action(async (name: string, options: { readonly json?: boolean }) => {
      const row = await composed(async (composition) => {
        const account = await accountNamed(composition, name);
        return { account, user: await composition.social.signIn.user(account.id) };
      });
      const known = facts(row);
      if (options.json === true) return printJson(known);
      for (const [key, value] of Object.entries(known)) terminal.print(`${key.padEnd(12)}${String(value)}`);
    });
}

function modify(): Command {
  return new Command("modify")
    .description("changes how somebody signs in, and what they may do")
    .argument("<name>")
    .option("--email <address>")
    .option("--confirm", "take the address of mail for proved")
    .option("--role <role>", "user, moderator, admin or owner")
    .option("--remove-role", "make it an ordinary user")
    .option("--enable", "let it sign in again")
    .option("--disable", "let it no longer sign in")
    .option("--password-stdin", "read a new password from stdin")
    .option("--reset-password", "make a new password, and print it once")
    .action(async (name: string, options: ModifyOptions) => {
      const { change, made } = await readChange(options);
      if (Object.keys(change).length === 0) throw new UsageError("There is nothing to change; see --help.");
      await composed(async (composition) => {
        const account = await accountNamed(composition, name);
        await composition.social.signIn.modifyUser(account.id, change);
      });
      terminal.tell(`Changed @${name.replace(/^@/, "")}.`);
      if (made !== undefined) terminal.print(`password: ${made}`);
    });
}

interface ModifyOptions {
  readonly email?: string;
  readonly confirm?: boolean;
  readonly role?: string;
  readonly removeRole?: boolean;
  readonly enable?: boolean;
  readonly disable?: boolean;
  readonly passwordStdin?: boolean;
  readonly resetPassword?: boolean;
}

type Change = Parameters<Composition["social"]["signIn"]["modifyUser"]>[1];

async function readChange(options: ModifyOptions): Promise<{ change: Change; made: string | undefined }> {
  if (options.enable === true && options.disable === true)
    throw new UsageError("--enable and --disable exclude each other.");
  const wantsPassword = options.passwordStdin === true || options.resetPassword === true;
  const given = wantsPassword ? await passwordFor({ passwordStdin: options.passwordStdin }) : undefined;
  const role = options.removeRole === true ? "user" : options.role;
  const change = {
    ...(options.email === undefined ? {} : { email: options.email }),
    ...(options.confirm === true ? { confirmed: true } : {}),
    ...(role === undefined ? {} : { role: readRole(role) }),
    ...(options.enable === true ? { disabled: false } : {}),
    ...(options.disable === true ? { disabled: true } : {}),
    ...(given === undefined ? {} : { password: given.password }),
  };
  return { change, made: given?.isMade === true ? given.password : undefined };
}

function remove(): Command {
  return new Command("delete")
    .description("deletes an account for good, here and on the servers that know it")
    .argument("<name>")
    .option("--yes", "do not ask")
    .option("--dry-run", "only say what would go")
    .action(async (name: string, options: { readonly yes?: boolean; readonly dryRun?: boolean }) => {
      await composed(async (composition) => {
        const account = await accountNamed(composition, name);
        const counts = `${account.statusesCount} statuses, ${account.followersCount} followers, ${account.followingCount} followed`;
        if (options.dryRun === true) return terminal.print(`Would delete @${account.username}: ${counts}.`);
        const isSure = await confirm(`Delete @${account.username} for good (${counts})?`, {
          yes: options.yes ?? false,
        });
        if (!isSure) return terminal.tell("Nothing was deleted.");
        await composition.social.signIn.deleteUser(account.id);
        terminal.tell(`Deleted @${account.username}. The running server tells the other servers.`);
      });
    });
}

interface Facts {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly role: string;
  readonly state: string;
  readonly uri: string;
  readonly statuses: number;
  readonly followers: number;
  readonly following: number;
  readonly created_at: string;
}

function facts({ account, user }: Row): Facts {
  return {
    id: account.id,
    username: account.username,
    email: user?.email ?? "",
    role: user?.role ?? "",
    state: stateOf({ account, user }),
    uri: account.uri,
    statuses: account.statusesCount,
    followers: account.followersCount,
    following: account.followingCount,
    created_at: account.createdAt.toISOString(),
  };
}

function stateOf({ account, user }: Row): string {
  const isComing = account.suspendedBy.length === 1 && account.suspendedBy[0] === "sign-up";
  if (isComing) return user?.confirmedAt === undefined ? "unconfirmed" : "waiting";
  if (account.suspendedAt !== undefined) return "suspended";
  if (account.limitedAt !== undefined) return "limited";
  if (user?.disabledAt !== undefined) return "disabled";
  return user?.confirmedAt === undefined ? "unconfirmed" : "active";
}
