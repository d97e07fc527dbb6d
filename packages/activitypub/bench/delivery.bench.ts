import { spawn } from "node:child_process";
import { sign } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Place } from "./fan-out-note.ts";
import { fanOutOurs } from "./fan-out-ours.ts";
import { fanOutStock } from "./fan-out-stock.ts";
import type { Row } from "./inbox.bench.ts";

/** More than elsewhere: our side goes on getting faster for the first few thousand deliveries. */
const ROUNDS = 12;
const MEBIBYTE = 1024;

/** How much is sent: to so many hosts in a round, and while memory is looked at. */
export interface DeliveryOptions {
  readonly perRound: number;
  readonly few: number;
  readonly many: number;
}

/** Takes whatever is signed, and tells its port; in a process of its own, so that its time and memory are not counted. */
const sink = `
  import { createServer } from "node:http";
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const isSigned = request.headers.signature !== undefined;
      response.writeHead(isSigned ? 202 : 401).end();
    });
  });
  server.listen(0, "0.0.0.0", () => process.send(server.address().port));
`;

/** Sends once, and says how much memory that took at its highest, in kibibytes. */
const sender = `
  const [module, name, port, hosts] = process.argv.slice(1);
  const side = await (await import(module))[name]();
  await side.send({ port: Number(port), hosts: Number(hosts) });
  process.stdout.write(String(process.resourceUsage().maxRSS), () => process.exit());
`;

/**
 * Compares the delivery of a public note to many hosts on this machine with stock Fedify's, over real connections to the same
 * server, and with nothing but the arithmetic of as many signatures. CPU time of the sending process alone, the least of twelve
 * rounds, which alternate; then the peak memory of a process that sends one note to more hosts.
 */
export async function runDelivery(options: DeliveryOptions): Promise<readonly Row[]> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", sink], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  try {
    const [port] = await once(child, "message");
    const place = { port: Number(port), hosts: options.perRound };
    return [...(await timeRows(place)), ...(await memoryRows(Number(port), options))];
  } finally {
    child.kill();
  }
}

async function timeRows(place: Place): Promise<readonly Row[]> {
  const [ours, stock] = [fanOutOurs(), await fanOutStock()];
  const data = Buffer.alloc(300, "a");
  const best = { ours: Infinity, stock: Infinity, bare: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.ours = Math.min(best.ours, await measure(() => ours.send(place), place.hosts));
    best.stock = Math.min(best.stock, await measure(() => stock.send(place), place.hosts));
    const signAll = (): void => {
      for (let index = 0; index < place.hosts; index += 1) sign("sha256", data, ours.privateKey);
    };
    best.bare = Math.min(best.bare, await measure(signAll, place.hosts));
  }
  await Promise.all([ours.close(), stock.close()]);
  return [
    compare("Delivery to an inbox, against bare sign", { ours: best.ours, theirs: best.bare, goal: 0.6 }),
    compare("Delivery to an inbox, against Fedify", { ours: best.ours, theirs: best.stock, goal: 3.5 }),
  ];
}

async function memoryRows(port: number, { few, many }: DeliveryOptions): Promise<readonly Row[]> {
  const unit = "MiB peak";
  const ours = await peak("ours", { port, hosts: few });
  const rows: Row[] = [];
  const stock = await peak("stock", { port, hosts: few });
  // At most 0.40 of theirs.
  rows.push(
    compare(`Memory, one note to ${few} hosts, against Fedify`, { ours, theirs: stock, goal: 2.5, unit }),
  );
  if (many === 0) return rows;
  const more = await peak("ours", { port, hosts: many });
  const name = `Memory, to ${many} hosts (theirs: ours, to ${few})`;
  return [...rows, compare(name, { ours: more, theirs: ours, goal: 0.8, unit })];
}

function compare(
  name: string,
  { ours, theirs, goal, unit = "µs CPU" }: Pick<Row, "ours" | "theirs" | "goal"> & { readonly unit?: string },
): Row {
  const ratio = theirs / ours;
  return { name, ours, theirs, unit, ratio, goal, met: ratio >= goal };
}

/** CPU time of this process for each, in microseconds. */
async function measure(act: () => unknown, times: number): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

const sides = {
  ours: { file: "./fan-out-ours.ts", name: "fanOutOurs" },
  stock: { file: "./fan-out-stock.ts", name: "fanOutStock" },
} as const;

/** The highest resident memory of a process that sends to all hosts, in mebibytes. */
async function peak(side: keyof typeof sides, { port, hosts }: Place): Promise<number> {
  const { file, name } = sides[side];
  const module = new URL(file, import.meta.url).href;
  const child = spawn(
    process.execPath,
    ["--input-type=module", "--eval", sender, module, name, String(port), String(hosts)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const said = Number(await text(child.stdout));
  if (!(said > 0)) throw new Error(`The side "${side}" did not end well.`);
  return said / MEBIBYTE;
}
