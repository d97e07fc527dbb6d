import { Command } from "commander";
import type { Composition } from "@trunkline/server/compose";
import { anyAccountNamed, composed } from "../composed.ts";
import { confirm, terminal } from "../terminal.ts";

interface Sanction {
  readonly name: string;
  readonly description: string;
  readonly done: string;
  /** What is asked before; none: it is done at once. */
  readonly question?: string;
  readonly act: (
    moderation: Composition["social"]["moderation"],
    account: Parameters<Composition["social"]["moderation"]["suspend"]>[0],
  ) => Promise<unknown>;
}

const all: readonly Sanction[] = [
  {
    name: "suspend",
    description: "puts an account aside, here or elsewhere, until it is taken back",
    done: "Suspended",
    question: "Suspend",
    act: (moderation, account) => moderation.suspend(account),
  },
  {
    name: "unsuspend",
    description: "takes a suspension back",
    done: "Took back the suspension of",
    act: (moderation, account) => moderation.unsuspend(account),
  },
  {
    name: "limit",
    description: "hides an account from everybody but its followers",
    done: "Limited",
    act: (moderation, account) => moderation.limit(account),
  },
  {
    name: "unlimit",
    description: "takes a limit back",
    done: "Took back the limit of",
    act: (moderation, account) => moderation.unlimit(account),
  },
];

/** The commands that put accounts aside: a name of this server, or name@domain of another. */
export function sanctions(): readonly Command[] {
  return all.map(({ name, description, done, question, act }) => {
    const command = new Command(name).description(description).argument("<name>", "name, or name@domain");
    if (question !== undefined) command.option("--yes", "do not ask");
    return command.action(async (given: string, { yes = false }: { readonly yes?: boolean }) => {
      await composed(async (composition) => {
        const account = await anyAccountNamed(composition, given);
        const shown = given.replace(/^@/, "");
        if (question !== undefined && !(await confirm(`${question} @${shown}?`, { yes })))
          return terminal.tell("Nothing was changed.");
        await act(composition.social.moderation, account.id);
        terminal.tell(`${done} @${shown}.`);
      });
    });
  });
}
