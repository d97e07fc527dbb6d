import type { Federation } from "@trunkline/activitypub";
import express from "express";
import type { Express } from "express";
import { send, toWeb } from "./node-request.ts";

/** Before every parser of bodies: a signature covers the bytes as they came. */
export function withExpress(federation: Federation, origin: string): Express {
  const app = express();
  app.use(async (request, reply, next) => {
    const response = await federation.handle(toWeb(request, origin));
    if (response === undefined) next();
    else await send(response, reply);
  });
  app.get("/hello", (_, reply) => void reply.send("Hello from Express"));
  return app;
}
