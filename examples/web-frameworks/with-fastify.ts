import type { Federation } from "@trunkline/activitypub";
import Fastify from "fastify";
import type { FastifyInstance } from "fastify";
import { send, toWeb } from "./node-request.ts";

/** As soon as a request is there: what comes later has read its body. */
export function withFastify(federation: Federation, origin: string): FastifyInstance {
  const app = Fastify();
  app.addHook("onRequest", async (request, reply) => {
    const response = await federation.handle(toWeb(request.raw, origin));
    if (response === undefined) return;
    reply.hijack();
    await send(response, reply.raw);
  });
  app.get("/hello", async () => "Hello from Fastify");
  return app;
}
