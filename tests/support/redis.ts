import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectRedis, type RedisConnection } from "@trunkline/storage-adapters/redis";

/** A Redis server on loopback that nobody else uses, and that forgets everything with its end. */
export interface TestRedis {
  readonly url: string;
  /** Opens a connection, which `close` closes as well. */
  open(): RedisConnection;
  /** Throws away all that it holds: `FLUSHALL`. */
  flush(): Promise<void>;
  /** Kills the server, as a crash would. */
  kill(): Promise<void>;
  /** Lets it hang: connections stand, and nothing is answered until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Starts it again, empty, where it was. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function testRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const connections: RedisConnection[] = [];
  const open = (): RedisConnection => {
    const connection = connectRedis({ url });
    connections.push(connection);
    return connection;
  };
  let server = await startServer(port, folder);
  const kill = () => end(server, "SIGKILL");
  return {
    url,
    open,
    async flush() {
      const connection = connectRedis({ url });
      const { isUp } = await connection.ask((commands) => commands.flushall());
      connection.close();
      if (!isUp) throw new Error("Redis is down, and cannot be flushed.");
    },
    kill,
    freeze: () => void server.kill("SIGSTOP"),
    thaw: () => void server.kill("SIGCONT"),
    async restart() {
      await kill();
      server = await startServer(port, folder);
    },
    async close() {
      for (const connection of connections) connection.close();
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const startServer = (port: number, folder: string): Promise<ChildProcess> =>
  startRedis(["--port", String(port), "--save", "", "--appendonly", "no", "--dir", folder]);

/** Starts redis-server on loopback, and resolves once it says that it is ready. */
export async function startRedis(
  args: readonly string[],
  sign = "Ready to accept connections",
): Promise<ChildProcess> {
  const server = spawn("redis-server", [...args, "--bind", "127.0.0.1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  server.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const failed = once(server, "error").then(([error]) => {
    throw new Error("redis-server is missing: node scripts/services.mjs installs it, or says how.", {
      cause: error,
    });
  });
  const ready = async (): Promise<void> => {
    for (let tries = 0; tries < 500; tries += 1) {
      if (output.includes(sign)) return;
      if (server.exitCode !== null) break;
      await sleep(20);
    }
    throw new Error(`redis-server did not start:\n${output}`);
  };
  await Promise.race([failed, ready()]);
  failed.catch(() => undefined); // it runs: there is nothing more to be told
  return server;
}

/** Ends a server that was started here. */
export async function end(server: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill(signal);
  await exited;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP listener has a port.");
  return address.port;
}
