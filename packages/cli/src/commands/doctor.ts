import { access, constants, mkdir, statfs } from "node:fs/promises";
import { ConfigError, readConfig } from "@trunkline/server/compose";
import type { Config } from "@trunkline/server/compose";
import { Command } from "commander";
import { composed } from "../composed.ts";
import { printFindings } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { withDatabase } from "./db.ts";
import { mediaFindings } from "./media-files.ts";
import { invariants, recountAll } from "./invariants.ts";

/** Looks for what is wrong, and says what to do. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("looks for what is wrong, and says what to do. Exits with 1 when something is")
    .option("--json", "print as JSON")
    .option("--repair", "first count anew what is counted, and set right what is wrong")
    .action(async ({ json, repair }: { readonly json?: boolean; readonly repair?: boolean }) => {
      if (repair === true) await recountAll();
      printFindings(await examine(), { json });
    });
}

async function examine(): Promise<readonly Finding[]> {
  try {
    const config = readConfig();
    const first: readonly Finding[] = [
      { check: "settings", result: "pass", says: `addresses begin with ${config.origin}` },
      ...config.warnings.map((says) => ({ check: "settings", result: "warn" as const, says })),
    ];
    const findings = [...first];
    for (const check of [dataFolder, freeSpace, schema, secrets, accounts, answering])
      findings.push(await check(config));
    return [...findings, ...(await invariants()), ...(await mediaFindings())];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((says) => ({ check: "settings", result: "fail", says }));
  }
}

/** A check whose failure is a finding, not the end. */
function attempt(check: string, look: (config: Config) => Promise<Omit<Finding, "check">>) {
  return async (config: Config): Promise<Finding> => {
    try {
      return { check, ...(await look(config)) };
    } catch (error) {
      return { check, result: "fail", says: error instanceof Error ? error.message : String(error) };
    }
  };
}

const dataFolder = attempt("data folder", async ({ dataFolder: folder }) => {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  return { result: "pass", says: `${folder} can be written` };
});

const freeSpace = attempt("free space", async ({ dataFolder: folder }) => {
  const { bavail, bsize } = await statfs(folder);
  const gigabytes = (bavail * bsize) / 1e9;
  const says = `${gigabytes.toFixed(1)} GB are free`;
  return gigabytes > 2 ? { result: "pass", says } : { result: "warn", says: `only ${says}; make room` };
});

const schema = attempt("database", async () => {
  const { waiting, unknown } = await withDatabase((database) => database.status());
  if (unknown.length > 0) return { result: "fail", says: "it was made by a newer version; install that one" };
  if (waiting.length === 0) return { result: "pass", says: "it answers, and its schema is up to date" };
  return {
    result: "warn",
    says: `${waiting.length} migrations wait; run trunkline db migrate, or start the server`,
  };
});

const secrets = attempt("secrets", async ({ secretKeyBase, encryptionKeys }) => {
  await composed(() => Promise.resolve());
  const isGiven = secretKeyBase !== undefined && encryptionKeys !== undefined;
  return {
    result: "pass",
    says: `they open the database; kept in ${isGiven ? "the environment" : "the data folder"}`,
  };
});

const accounts = attempt("accounts", async () => {
  const count = await composed(({ storage }) => storage.stores.users.count());
  if (count > 0) return { result: "pass", says: `${count} can sign in` };
  return { result: "warn", says: "nobody lives here yet; run trunkline setup" };
});

const answering = attempt("server", async ({ origin }) => {
  try {
    const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(5000) });
    await answer.text();
    if (answer.ok) return { result: "pass", says: `${origin} answers` };
    return { result: "fail", says: `${origin}/readyz answers with ${answer.status}` };
  } catch (error) {
    const code = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return {
      result: "warn",
      says: `${origin} cannot be reached from here (${code}); is the server started?`,
    };
  }
});
