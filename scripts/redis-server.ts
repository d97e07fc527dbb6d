import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./client.ts";

/** A Redis of our own, which keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one on a free loopback port. Resolves to `undefined` where there is no redis-server. */
export async function startRedis(folder: string): Promise<RedisServer | undefined> {
  const port = await freePort();
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", [...options, "--dir", folder], { stdio: "ignore" });
  const isThere = await Promise.race([
    once(child, "spawn").then(() => true),
    once(child, "error").then(() => false),
  ]).catch(() => false);
  if (!isThere) return undefined;
  process.once("exit", () => child.kill("SIGKILL"));
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
