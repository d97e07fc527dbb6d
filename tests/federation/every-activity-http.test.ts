import { addPerson, adminProgram, openServer, run } from "../support/server.ts";
import { tellEveryActivity } from "./every-activity.ts";
import type { Place } from "./every-activity-scene.ts";

/** A server in this process, over plain http. */
async function openPlace(): Promise<Place> {
  const server = await openServer();
  return {
    origin: server.origin,
    domain: server.domain,
    person: async (name) => (await addPerson(server, name)).token,
    async admin(...args) {
      const { code, stdout, stderr } = await run(adminProgram, args, { env: server.environment }).ended;
      if (code !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
      return stdout;
    },
    stop: () => server.stop(),
  };
}

tellEveryActivity(() => Promise.all([openPlace(), openPlace()]));
