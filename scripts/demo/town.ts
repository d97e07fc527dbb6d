import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../packages/server/src/compose.ts";
import { start } from "../../packages/server/src/start.ts";
import type { Running } from "../../packages/server/src/start.ts";
import { freePort } from "../client.ts";
import type { Client } from "../client.ts";

/** A server with one person in it. */
export interface House {
  readonly name: string;
  readonly origin: string;
  readonly domain: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly running: Running;
  readonly folder: string;
}

/** Somebody with a program that speaks to their own server. */
export interface Player extends House {
  readonly client: Client;
}

interface Plan {
  readonly name: string;
  readonly port: number;
}

/** Opens both servers at once, in folders that are removed in the end. */
export async function openTown([one, other]: readonly [Plan, Plan]): Promise<readonly [House, House]> {
  const opened = await Promise.allSettled([open(one), open(other)]);
  const [first, second] = opened;
  if (first.status === "fulfilled" && second.status === "fulfilled") return [first.value, second.value];
  await closeAll(opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])));
  throw opened.find((each) => each.status === "rejected")?.reason;
}

async function open({ name, port: wanted }: Plan): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), `trunkline-demo-${name}-`));
  // Run by root, the database runs as somebody else, who has to get through here.
  await chmod(folder, 0o755);
  const port = await freePort(wanted);
  const running = await start(readConfig(environment(port, folder), folder));
  const { config, social } = running.composition;
  const email = `${name}@demo.example`;
  const password = `${name}s-demo-password`;
  const { user } = await social.signIn.createUser({
    username: name,
    email,
    password,
    confirmed: true,
    role: "owner",
  });
  const scopes = ["read", "write", "follow"];
  const { app } = await social.signIn.registerApp({
    name: "Demo",
    website: undefined,
    redirectUris: [],
    scopes,
  });
  const { secret: token } = await social.signIn.grant({ app: app.id, user: user.id, scopes });
  return { name, origin: config.origin, domain: config.domain, email, password, token, running, folder };
}

function environment(port: number, folder: string): Readonly<Record<string, string>> {
  return {
    PORT: String(port),
    BIND: "127.0.0.1",
    LOCAL_DOMAIN: `localhost:${port}`,
    DATA_DIR: folder,
    // Each of them is a private address to the other.
    ALLOWED_PRIVATE_ADDRESSES: "127.0.0.0/8 ::1",
    RATE_LIMIT_EXEMPT: "127.0.0.0/8 ::1",
    LOG_LEVEL: "warn",
  };
}

export async function closeAll(houses: readonly House[]): Promise<void> {
  await Promise.all(
    houses.map(async ({ running, folder }) => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    }),
  );
}
