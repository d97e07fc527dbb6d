import { Command } from "commander";
import { composed } from "../composed.ts";
import { terminal, UsageError } from "../terminal.ts";

/** What is kept although it could be worked out again. */
export function cacheCommand(): Command {
  const command = new Command("cache").description("what is kept although it could be worked out again");
  command.addCommand(
    new Command("recount")
      .argument("<what>", "accounts, statuses or polls")
      .description("counts anew what stands on accounts, statuses or polls, and sets right what is wrong")
      .action(async (what: string) => {
        if (what !== "accounts" && what !== "statuses" && what !== "polls")
          throw new UsageError(`${what} is not counted; say accounts, statuses or polls.`);
        const wrong = await composed(({ storage }) => storage.recount(what));
        terminal.print(`${wrong} ${what} had a counter that was wrong.`);
      }),
  );
  return command;
}
