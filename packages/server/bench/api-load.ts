// A process of its own that asks, so that what it costs is not counted as the server's.
import { Agent, request } from "node:http";
import { once } from "node:events";
import { WebSocket } from "ws";

/** What is asked of this process: calls for so long, or open sockets. */
export type Load =
  | {
      readonly type: "calls";
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | undefined;
      readonly seconds: number;
      readonly atOnce: number;
    }
  /** Stands before a database, and counts what is asked; `module` has `countStatements`. */
  | { readonly type: "count"; readonly module: string; readonly socketPath: string }
  /** Tells what was counted since it was last asked. */
  | { readonly type: "take" }
  | {
      readonly type: "sockets";
      readonly url: string;
      readonly tokens: readonly string[];
      readonly each: number;
    };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

async function callOnce({ url, method, headers, body }: Extract<Load, { type: "calls" }>): Promise<void> {
  const asked = request(url, { agent, method, headers });
  asked.end(body);
  const [answer] = await once(asked, "response");
  if (answer.statusCode >= 300) throw new Error(`${method} ${url} answered ${answer.statusCode}.`);
  answer.resume();
  await once(answer, "end");
}

async function calls(load: Extract<Load, { type: "calls" }>): Promise<number> {
  const until = performance.now() + load.seconds * 1000;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      await callOnce(load);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: load.atOnce }, worker));
  return done;
}

/** A hundred sockets from each loopback address, as a server lets no address have more. */
async function sockets({ url, tokens, each }: Extract<Load, { type: "sockets" }>): Promise<void> {
  const wanted = tokens.flatMap((token) => Array.from({ length: each }, () => token));
  let heard = 0;
  for (const [index, token] of wanted.entries()) {
    const socket = new WebSocket(url, token, { localAddress: `127.0.0.${1 + Math.floor(index / 90)}` });
    socket.on("message", () => {
      heard += 1;
      if (heard % wanted.length === 0) process.send?.({ heard });
    });
    await once(socket, "open");
  }
  heard = 0; // of what was said while they came in
  process.send?.({ open: wanted.length });
}

let take = (): number => 0;

async function answer(load: Load): Promise<object | undefined> {
  if (load.type === "calls") return { done: await calls(load) };
  if (load.type === "take") return { taken: take() };
  if (load.type === "sockets") {
    await sockets(load);
    return undefined;
  }
  const { countStatements } = await import(load.module);
  const counter = await countStatements(load.socketPath);
  take = counter.take;
  return { port: counter.port };
}

process.on("message", (load: Load) => {
  answer(load).then(
    (said) => said !== undefined && process.send?.(said),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());
