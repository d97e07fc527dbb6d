import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { at } from "../client.ts";

/** What is wrong with the line between the two servers; clients are not touched. */
export type Trouble = "none" | "latency" | "reset" | "drop" | "half-open";

/** Stands in front of a server under its public port, and remembers what its inbox accepted. */
export interface Proxy {
  /** Activities that an inbox POST was answered 2xx for, by id, with their actors. */
  readonly accepted: ReadonlyMap<string, string>;
  /** Inbox POSTs so far that were answered 2xx. */
  answered(): number;
  trouble(kind: Trouble): void;
  close(): Promise<void>;
}

export async function openProxy({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): Promise<Proxy> {
  const agent = new Agent({ keepAlive: false });
  const accepted = new Map<string, string>();
  let answered = 0;
  let trouble: Trouble = "none";
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const isFederation = incoming.method === "POST" && incoming.url?.endsWith("/inbox") === true;
    if (isFederation && (await isLost(trouble, incoming))) return;
    const { method, url, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port: to, method, path: url, headers, agent });
    onward.on("error", () => incoming.socket.destroy());
    response.on("close", () => onward.destroy());
    onward.on("response", (answer) => {
      const status = answer.statusCode ?? 502;
      if (isFederation && status >= 200 && status < 300) {
        answered += 1;
        const [id, actor] = [textOf(body, "id"), textOf(body, "actor")];
        if (id !== undefined && actor !== undefined) accepted.set(id, actor);
      }
      // The server did its part, and nobody ever hears of it.
      if (isFederation && trouble === "half-open") return;
      response.writeHead(status, answer.headers);
      answer.pipe(response);
      answer.on("error", () => incoming.socket.destroy());
    });
    onward.end(body);
  };
  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => incoming.socket.destroy());
  });
  server.listen({ host: "127.0.0.1", port: from });
  await once(server, "listening");
  return {
    accepted,
    answered: () => answered,
    trouble(kind) {
      // Nobody waits any longer for what was held back.
      if (kind === "none" && trouble !== "latency") server.closeAllConnections();
      trouble = kind;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

/** Whether the request goes no further. */
async function isLost(trouble: Trouble, incoming: IncomingMessage): Promise<boolean> {
  if (trouble === "latency") await sleep(700);
  if (trouble === "reset") incoming.socket.resetAndDestroy();
  return trouble === "reset" || trouble === "drop";
}

function textOf(body: Buffer, name: string): string | undefined {
  const value = at(JSON.parse(body.toString("utf8")), name);
  return typeof value === "string" ? value : undefined;
}
