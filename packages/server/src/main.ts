#!/usr/bin/env node
import process from "node:process";
import { greeting } from "./greeting.ts";
import { ConfigError, readConfig } from "./config/read.ts";
import { start } from "./start.ts";
import type { Running } from "./start.ts";
import { StartError } from "./start-error.ts";

/** Behind a proxy, so long for its health checks to see that this server is about to go. */
const drainFor = 5000;

/** By then it is over, whatever still hangs. */
const stopWithin = 30_000;

try {
  const config = readConfig();
  const running = await start(config);
  process.stdout.write(await greeting(running.composition));
  stopOnSignals(running, config.trustedProxies.length > 0);
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The first signal stops cleanly; a second one, at once. */
function stopOnSignals({ stop, composition }: Running, isProxied: boolean): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    composition.log.info("Stopping.", { signal });
    setTimeout(() => process.exit(1), stopWithin).unref();
    stop({ drainFor: isProxied && signal === "SIGTERM" ? drainFor : 0 }).then(
      () => process.exit(0),
      (error: unknown) => {
        composition.log.error("The server did not stop cleanly.", { error });
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
}
