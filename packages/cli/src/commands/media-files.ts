import { Command } from "commander";
import type { Composition } from "@trunkline/server/compose";
import { readMediaKey } from "@trunkline/server/compose";
import { composed } from "../composed.ts";
import type { Finding } from "../finding.ts";
import { terminal } from "../terminal.ts";

/** What a file that has just been stored is left alone for: its row may be on the way. */
const grace = 60 * 60 * 1000;

/** Files that no row names, and files that a row names and that are not there. */
async function compare({ storage, media, clock }: Composition): Promise<Compared> {
  const since = new Date(clock.now().getTime() - grace);
  const [orphans, there]: [string[], Set<string>] = [[], new Set()];
  const known = new Map<string, boolean>();
  for await (const { key, storedAt } of media.list()) {
    there.add(key);
    if (storedAt < since) orphans.push(key);
  }
  // After the files: what a row names by now was stored before.
  for await (const { key, isNeeded } of storage.usedFiles())
    known.set(key, isNeeded || known.get(key) === true);
  const missing = [...known].filter(([key, isNeeded]) => isNeeded && !there.has(key)).map(([key]) => key);
  return { count: there.size, orphans: orphans.filter((key) => !known.has(key)), missing };
}

interface Compared {
  readonly count: number;
  readonly orphans: readonly string[];
  readonly missing: readonly string[];
}

/** What the doctor says of media files. */
export async function mediaFindings(): Promise<readonly Finding[]> {
  const check = "media files";
  try {
    const { count, orphans, missing } = await composed(compare);
    if (missing.length > 0) {
      const says = `${missing.length} are missing (${some(missing)}); restore them from a backup`;
      return [{ check, result: "fail", says }];
    }
    if (orphans.length === 0) return [{ check, result: "pass", says: `all ${count} belong to something` }];
    const says = `${orphans.length} belong to nothing (${some(orphans)}); run trunkline media remove-orphans`;
    return [{ check, result: "warn", says }];
  } catch (error) {
    return [{ check, result: "fail", says: error instanceof Error ? error.message : String(error) }];
  }
}

const some = (keys: readonly string[]): string => keys.slice(0, 5).join(", ");

/** Looks after media files. */
export function mediaCommand(): Command {
  const command = new Command("media").description("pictures, films and sounds");
  command.addCommand(
    new Command("remove-orphans")
      .description("removes files that belong to nothing, as a process that was killed may leave behind")
      .action(removeOrphans),
  );
  return command;
}

async function removeOrphans(): Promise<void> {
  const count = await composed(async (composition) => {
    const { orphans } = await compare(composition);
    for (const orphan of orphans) {
      const key = readMediaKey(orphan)?.key;
      if (key !== undefined) await composition.media.remove(key);
    }
    return orphans.length;
  });
  terminal.print(`${count} files that belonged to nothing are gone.`);
}
