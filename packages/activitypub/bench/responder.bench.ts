import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { readFixture } from "../src/testing/fixtures.ts";
import { fakePeer } from "../src/testing/index.ts";
import type { FakePeer } from "../src/testing/index.ts";
import { oursFor } from "./inbox.bench.ts";
import type { Row } from "./inbox.bench.ts";

const ROUNDS = 6;
const PER_ROUND = 1000;
const GOAL = 0.3;
const ORIGIN = "https://ours.example";
const NOTE_ID = "113500000000000001";

type Answer = (incoming: IncomingMessage) => Promise<number>;

/** Posts what a file holds to a port, eight at a time, and ends; in a process of its own, so that its time is not counted. */
const poster = `
  import { Agent, request } from "node:http";
  import { readFileSync } from "node:fs";
  const [file, port] = process.argv.slice(1);
  const letters = JSON.parse(readFileSync(file, "utf8"));
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const post = ({ headers, body }) => new Promise((done, failed) => {
    const sent = request({ port, method: "POST", path: "/inbox", headers, agent }, (answer) => {
      answer.resume().on("end", () => (answer.statusCode === 202 ? done() : failed(new Error(String(answer.statusCode)))));
    });
    sent.on("error", failed).end(body);
  });
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let next = letters.pop(); next !== undefined; next = letters.pop()) await post(next);
  }));
  process.exit();
`;

/** Compares the inbox behind `node:http`, without storage, with a server that reads the same bodies and says 202. */
export async function runResponder(): Promise<Row> {
  const peer = await fakePeer({ host: "mastodon.example", username: "alice" });
  const best = { ours: Infinity, theirs: Infinity };
  const inbox = inboxOf(peer);
  for (let round = 0; round < ROUNDS; round += 1) {
    best.ours = Math.min(best.ours, await measure(peer, inbox));
    best.theirs = Math.min(best.theirs, await measure(peer, empty));
  }
  const ratio = best.theirs / best.ours;
  const name = "Inbox accept, against an empty node:http responder";
  return { name, ...best, unit: "µs CPU", ratio, goal: GOAL, met: ratio >= GOAL };
}

async function empty(incoming: IncomingMessage): Promise<number> {
  await buffer(incoming);
  return 202;
}

function inboxOf(peer: FakePeer): Answer {
  const ours = oursFor(peer);
  return async (incoming) => {
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const body = new Uint8Array(await buffer(incoming));
    const request = new Request(`${ORIGIN}${incoming.url}`, { method: "POST", headers, body });
    return (await ours(request))?.status ?? 404;
  };
}

/** CPU time of this process for each of many signed deliveries, in microseconds. */
async function measure(peer: FakePeer, answer: Answer): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-bench-"));
  const file = join(folder, "letters.json");
  writeFileSync(file, JSON.stringify(letters(peer)));
  const server = createServer((incoming, outgoing) => void reply(incoming, outgoing, answer));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const before = process.cpuUsage();
  const child = spawn(process.execPath, ["--input-type=module", "--eval", poster, file, String(port)], {
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  const { user, system } = process.cpuUsage(before);
  server.close();
  rmSync(folder, { recursive: true });
  if (code !== 0) throw new Error("Something was not answered with 202.");
  return (user + system) / PER_ROUND;
}

async function reply(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answer): Promise<void> {
  outgoing.writeHead(await answer(incoming)).end();
}

let number = 0n;

function letters(peer: FakePeer): readonly { readonly headers: object; readonly body: string }[] {
  const { text } = readFixture("mastodon/create-note");
  return Array.from({ length: PER_ROUND }, () => {
    number += 1n;
    const body = text.replaceAll(NOTE_ID, String(BigInt(NOTE_ID) + number));
    return { headers: Object.fromEntries(peer.post(`${ORIGIN}/inbox`, body, new Date()).headers), body };
  });
}
