import { once } from "node:events";
import { connect as dial, createServer } from "node:net";
import type { Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** A way to a PostgreSQL server that counts what is asked along it. */
export interface StatementCounter {
  readonly port: number;
  /** Statements since the last call, `begin` and `commit` among them. */
  take(): number;
  close(): void;
}

/** What a client sends for each statement: Execute, or a simple Query. */
const asks = new Set(["E", "Q"].map((letter) => letter.charCodeAt(0)));

/** Listens on loopback, and hands everything on to the server's socket. */
export async function countStatements(socketPath: string): Promise<StatementCounter> {
  let count = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = dial(socketPath);
    const read = createReader((type) => {
      if (asks.has(type)) count += 1;
    });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => socket.destroy()).once("close", () => open.delete(socket));
    }
    client.on("data", read);
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port, not on a pipe
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Finds the messages in a client's bytes: the first has no type, each other a letter, and all of them their length. */
function createReader(onMessage: (type: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isFirst = true;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isFirst ? 0 : 1;
      if (rest.length < head + 4) return;
      const size = head + rest.readInt32BE(head);
      if (rest.length < size) return;
      if (!isFirst) onMessage(rest.readUInt8(0));
      isFirst = false;
      rest = rest.subarray(size);
    }
  };
}
