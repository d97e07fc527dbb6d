// node serve.ts hono|express|fastify: one account behind that framework, on a port of this computer that it prints.
import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Federation } from "@trunkline/activitypub";
import { createOwn } from "./federation.ts";
import { withExpress } from "./with-express.ts";
import { withFastify } from "./with-fastify.ts";
import { withHono } from "./with-hono.ts";

type Mount = (federation: Federation, origin: string) => RequestListener | Promise<RequestListener>;

const mounts: Readonly<Record<string, Mount>> = {
  hono: (federation) => getRequestListener(withHono(federation).fetch),
  express: withExpress,
  async fastify(federation, origin) {
    const app = withFastify(federation, origin);
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
};

const mount = mounts[process.argv[2] ?? ""];
if (mount === undefined) throw new Error(`Say one of ${Object.keys(mounts).join(", ")}.`);
const server = createServer().listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://localhost:${(server.address() as AddressInfo).port}`; // it listens on a port
const { federation } = await createOwn(origin);
server.on("request", await mount(federation, origin));
console.log(origin);
