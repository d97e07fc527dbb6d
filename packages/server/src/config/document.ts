import type { z } from "zod";
import { about, settings } from "./schema.ts";
import type { About } from "./schema.ts";

interface Entry extends About {
  readonly name: string;
  readonly fallback: string | undefined;
}

/** Every setting, in the schema's order. */
function entries(): readonly Entry[] {
  return Object.entries(settings.shape).map(([name, schema]) => {
    const said = about.get(schema);
    if (said === undefined) throw new Error(`The setting ${name} is documented nowhere.`);
    return { name, ...said, fallback: fallbackOf(schema) };
  });
}

function fallbackOf(schema: z.ZodType): string | undefined {
  const read = schema.safeParse(undefined);
  if (!read.success || read.data === undefined) return undefined;
  return Array.isArray(read.data) ? read.data.join(" ") : `${read.data as string | number}`; // no setting has a default of another kind
}

function grouped(): ReadonlyMap<string, readonly Entry[]> {
  return Map.groupBy(entries(), ({ group }) => group);
}

/** `docs/reference/configuration.md`, from the schema. */
export function configurationPage(): string {
  const sections = [...grouped()].map(
    ([group, members]) => `## ${group}\n\n${members.map(paragraph).join("\n")}`,
  );
  return `${intro}\n${sections.join("\n")}`;
}

const intro = `# Configuration

Settings are environment variables. What the environment leaves out is read from a file \`.env\` in the
folder in which the server is started. Names are Mastodon's wherever Mastodon has one. A wrong value
stops the start, and all faults are listed at once. \`trunkline config print\` shows what is in force.

Those marked _secret_ can come from a file: \`NAME_FILE=/run/secrets/name\` in place of \`NAME\`.

This page is generated from \`packages/server/src/config/schema.ts\`.
`;

function paragraph({ name, says, fallback, otherwise, example, secret }: Entry): string {
  const facts = [
    otherwise ?? (fallback ? `\`${fallback}\`` : "none"),
    ...(example === undefined ? [] : [`example: \`${example}\``]),
    ...(secret === true ? ["_secret_"] : []),
  ];
  return `### \`${name}\`\n\n${says}\n\nDefault: ${facts.join("; ")}.\n`;
}

/** `.env.sample`, from the schema: every setting, each commented out. */
export function sampleFile(): string {
  const sections = [...grouped()].map(
    ([group, members]) => `# --- ${group} ---\n\n${members.map(sampleLines).join("\n")}`,
  );
  return `# Copy to .env, and take the # away from what you set. Generated; see docs/reference/configuration.md.\n\n${sections.join("\n")}`;
}

function sampleLines({ name, says, fallback, example }: Entry): string {
  return `# ${says.replaceAll("`", "")}\n# ${name}=${fallback || example || ""}\n`;
}
