#!/usr/bin/env node
import process from "node:process";
import { greeting } from "./greeting.ts";
import { environmentWith } from "./config/arguments.ts";
import { ConfigError, readConfig } from "./config/read.ts";
import { start } from "./start.ts";
import type { Running } from "./start.ts";
import { StartError } from "./start-error.ts";

/** By then it is over, whatever still hangs. */
const stopWithin = 30_000;

try {
  const config = readConfig(environmentWith(process.argv.slice(2)));
  const running = await start(config);
  process.stdout.write(await greeting(running.composition));
  stopOnSignals(running, config.drainMilliseconds);
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The first signal stops cleanly; a second one, at once. Whoever sits at the keyboard waits for no proxy. */
function stopOnSignals({ stop, composition }: Running, drainFor: number): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    composition.log.info("Stopping.", { signal });
    setTimeout(() => process.exit(1), stopWithin).unref();
    stop({ drainFor: signal === "SIGTERM" ? drainFor : 0 }).then(
      () => process.exit(0),
      (error: unknown) => {
        composition.log.error("The server did not stop cleanly.", { error });
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
}
