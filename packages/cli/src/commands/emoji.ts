import { readFile } from "node:fs/promises";
import { readMediaKey } from "@trunkline/server/compose";
import type { Composition, MediaType } from "@trunkline/server/compose";
import { Command } from "commander";
import { composed } from "../composed.ts";
import { printJson, terminal, UsageError } from "../terminal.ts";

/** The emoji that this server offers to writers. */
export function emojiCommand(): Command {
  const command = new Command("emoji").description("the custom emoji of this server");
  command.addCommand(
    new Command("add")
      .description("adds a picture as an emoji, or replaces the one of that name")
      .argument("<shortcode>", "its name, without colons")
      .argument("<file>", "a PNG, GIF or WebP picture of at most 256 KiB")
      .option("--category <category>", "under which heading it is offered")
      .option("--unlisted", "do not offer it to writers")
      .action(add),
  );
  command.addCommand(
    new Command("list")
      .description("lists the emoji of this server")
      .option("--json", "print them as JSON")
      .action(async ({ json }: { json?: boolean }) => {
        const emojis = await composed(({ social }) => social.emojis.list());
        if (json === true) return printJson(emojis);
        for (const { shortcode, category, url, isListed } of emojis) {
          terminal.print(
            [`:${shortcode}:`, category ?? "-", isListed ? "listed" : "unlisted", url].join("\t"),
          );
        }
      }),
  );
  command.addCommand(
    new Command("remove")
      .description("removes an emoji with its picture")
      .argument("<shortcode>", "its name, without colons")
      .action(async (given: string) => {
        const shortcode = bare(given);
        await composed(async (composition) => {
          const { file } = await composition.social.emojis.remove(shortcode);
          await removeFile(composition, file);
        });
        terminal.print(`:${shortcode}: is removed.`);
      }),
  );
  return command;
}

const maxBytes = 256 * 1024;

async function add(
  given: string,
  path: string,
  { category, unlisted }: { category?: string; unlisted?: boolean },
): Promise<void> {
  const shortcode = bare(given);
  if (!/^[a-zA-Z0-9_]{2,128}$/.test(shortcode)) {
    throw new UsageError("A shortcode has 2 to 128 letters, digits and underscores.");
  }
  const bytes = await readFile(path);
  const type = typeOf(bytes);
  if (type === undefined) throw new UsageError(`${path} is no PNG, GIF or WebP picture.`);
  if (bytes.length > maxBytes) throw new UsageError(`${path} is larger than 256 KiB.`);
  await composed(async (composition) => {
    const { media, social, config } = composition;
    const stored = await media.put(bytes, { folder: "emoji", type, maxBytes });
    const before = await social.emojis.add({
      shortcode,
      url: `${config.origin}/media/${stored.key}`,
      file: stored.key,
      category,
      isListed: unlisted !== true,
    });
    await removeFile(composition, before?.file);
  });
  terminal.print(`:${shortcode}: is there.`);
}

function bare(shortcode: string): string {
  return shortcode.replace(/^:/, "").replace(/:$/, "");
}

async function removeFile({ media }: Composition, file: string | undefined): Promise<void> {
  const key = file === undefined ? undefined : readMediaKey(file)?.key;
  if (key !== undefined) await media.remove(key);
}

/** By the first bytes, whatever the file is called. */
function typeOf(bytes: Buffer): MediaType | undefined {
  const head = bytes.subarray(0, 12).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "image/gif";
  return head.startsWith("RIFF") && head.slice(8) === "WEBP" ? "image/webp" : undefined;
}
