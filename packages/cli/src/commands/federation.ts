import process from "node:process";
import { Command } from "commander";
import { accountNamed, composed } from "../composed.ts";
import { printFindings } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { printJson, terminal } from "../terminal.ts";

interface Printing {
  readonly json?: boolean;
}

/** What there is on other servers, and why they do not talk to this one. */
export function federationCommand(): Command {
  const command = new Command("federation").description(
    "other servers: what they say, and why they do not talk to us",
  );
  command.addCommand(
    new Command("lookup")
      .argument("<what>", "@user@host, or the address of an account or post")
      .description("asks another server, and prints what it says once that is proved")
      .action(lookUp),
  );
  command.addCommand(
    new Command("check")
      .argument("<target>", "a host, @user@host, or the address of an account")
      .description(
        "looks at all that two servers need to talk, and says what to do. Exits with 1 when something is wrong",
      )
      .option("--json", "print as JSON")
      .action(async (target: string, options: Printing) =>
        printFindings(await composed(({ federation }) => federation.examine(target)), options),
      ),
  );
  command.addCommand(
    new Command("verify")
      .argument("[name]", "an account of this server")
      .description("looks at this server as others see it. Exits with 1 when something is wrong")
      .option("--json", "print as JSON")
      .action(async (name: string | undefined, options: Printing) =>
        printFindings(await verify(name), options),
      ),
  );
  return command;
}

async function lookUp(what: string): Promise<void> {
  const found = await composed(async ({ federation }) => {
    if (/^https?:\/\//i.test(what)) return federation.lookup(what);
    const actor = await federation.resolveHandle(what);
    return actor.ok ? federation.lookup(actor.value) : actor;
  });
  if (found.ok) return printJson(found.value);
  terminal.tell(
    `${what} was not found: ${found.reason}. Look closer with: trunkline federation check ${what}`,
  );
  process.exitCode = 1;
}

async function verify(name: string | undefined): Promise<readonly Finding[]> {
  return composed(async (composition) => {
    const { settings, federation } = composition;
    if (name === undefined) return federation.examine(`${settings.origin}/actor`);
    const { username } = await accountNamed(composition, name);
    return federation.examine(`@${username}@${settings.domain}`);
  });
}
