import { compose } from "./compose.ts";
import type { Composition } from "./compose.ts";
import { rangeTest } from "./config/kinds.ts";
import type { Config } from "./config/read.ts";
import { listen } from "./http/listen.ts";
import { createService } from "./serve.ts";

/** A server that runs. */
export interface Running {
  readonly composition: Composition;
  readonly port: number;
  /**
   * Stops cleanly: says that it is not ready, takes no new connection after `drainFor`, finishes what is
   * in flight, ends the jobs, and closes the database.
   */
  stop(options?: { readonly drainFor?: number }): Promise<void>;
}

/** How long requests that are in flight may take once no new ones are accepted. */
const finishWithin = 20_000;

/** Composes a server, opens its port and begins its jobs. */
export async function start(config: Config): Promise<Running> {
  const composition = await compose(config, { role: "server" });
  const service = createService(composition);
  const isUnlimited = rangeTest([...config.trustedProxies, ...config.rateLimitExempt]);
  const { bind, port } = config;
  try {
    const { app, sockets } = service;
    const listener = await listen({ app, sockets, bind, port, isUnlimited });
    const worker = service.startJobs();
    return {
      composition,
      port: listener.port,
      async stop({ drainFor = 0 } = {}) {
        service.prepareToStop();
        if (drainFor > 0) await new Promise((resolve) => setTimeout(resolve, drainFor));
        service.endStreams();
        await listener.close(finishWithin);
        await worker.stop();
        await composition.close();
      },
    };
  } catch (error) {
    service.endStreams();
    await composition.close();
    throw error;
  }
}
