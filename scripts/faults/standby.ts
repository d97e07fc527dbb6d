// A server that waits to be started: its code is loaded already, so that it is up soon after the one before it died.
import { flushCompileCache } from "node:module";
import process from "node:process";
import "../../packages/server/src/start.ts";
import "../../packages/server/src/redis-state.ts";

// Whoever is killed leaves no cache behind by itself.
flushCompileCache();

/** Where nobody is left to say so, there is nothing to start, and nothing to go on for. */
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.once("message", (settings: Readonly<Record<string, string>>) => {
  Object.assign(process.env, settings);
  process.channel?.unref();
  void import("../../packages/server/src/main.ts");
});
