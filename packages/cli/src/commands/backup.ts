import { join } from "node:path";
import {
  createBackup,
  explained,
  readConfig,
  restoreBackup,
  restoreMedia,
  secretKeys,
  verifyBackup,
  verifyMedia,
  version,
} from "@trunkline/server/compose";
import { Command } from "commander";
import { composed } from "../composed.ts";
import { terminal } from "../terminal.ts";
import { withDatabase } from "./db.ts";

/** Copies of everything that the database holds, and the way back. */
export function backupCommand(): Command {
  const command = new Command("backup").description("copies of the database, and the way back");
  command.addCommand(
    new Command("create")
      .description("writes down the database as it is at one moment, while the server runs")
      .option(
        "--to <folder>",
        "a folder that is empty or not there yet (default: under backups in the data folder)",
      )
      .option("--without-media", "only list the media files, without copying them")
      .action(create),
  );
  command.addCommand(
    new Command("verify")
      .argument("<folder>", "a backup")
      .description("reads a backup to its end: files, secret keys, signatures. Changes nothing")
      .action(async (folder: string) => {
        const { manifest, ...found } = await explained(verifyBackup(folder, await secretKeys(readConfig())));
        const files = await explained(verifyMedia(folder));
        terminal.print(`The backup of ${manifest.at} is whole: ${counts(found)}, ${files} media files.`);
      }),
  );
  command.addCommand(
    new Command("restore")
      .argument("<folder>", "a backup")
      .description("fills an empty database from a backup, and verifies what it has become")
      .action(restore),
  );
  return command;
}

interface Creating {
  readonly to?: string;
  readonly withoutMedia?: true;
}

async function create({ to, withoutMedia }: Creating): Promise<void> {
  const folder = await composed(async ({ config, clock, database, media }) => {
    const at = clock.now();
    const place = to ?? join(config.dataFolder, "backups", at.toISOString().replaceAll(/[:.]/g, "-"));
    const files = withoutMedia ? {} : { files: media };
    const options = { folder: place, version, at, media: media.list(), ...files };
    await explained(createBackup(database.connection, options));
    return place;
  });
  terminal.tell("Keep it where nobody else reads it: it holds what people wrote, and is not encrypted.");
  terminal.tell("The secret keys (secrets.json, or your settings) are not in it. Keep them too, elsewhere.");
  if (withoutMedia)
    terminal.tell("Media files are listed in it, not copied. Keep the media folder or bucket as well.");
  terminal.print(folder);
}

async function restore(folder: string): Promise<void> {
  const secrets = await secretKeys(readConfig());
  const { manifest, ...found } = await withDatabase(({ connection }) =>
    explained(restoreBackup(connection, { folder, secrets })),
  );
  terminal.print(`The database is as it was at ${manifest.at}: ${counts(found)}.`);
  const files = await composed(({ media }) => explained(restoreMedia(folder, media)));
  if (files > 0) terminal.print(`${files} media files are back in their places.`);
}

function counts({
  tables,
  rows,
  signatures,
}: Readonly<Record<"tables" | "rows" | "signatures", number>>): string {
  return `${rows} rows in ${tables} tables, ${signatures} sample signatures hold`;
}
