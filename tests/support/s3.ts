import { createServer, request as send } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";

/** A server on loopback that speaks S3: with one empty bucket, and the only credentials that it knows. */
export interface TestS3 {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The folder in which the objects lie. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Starts one in an empty folder. */
export async function testS3(): Promise<TestS3> {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-s3-"));
  const bucket = "media";
  const configureBuckets = [{ name: bucket, configs: [] }];
  const options = { address: "127.0.0.1", port: 0, silent: true, directory: folder, configureBuckets };
  const server = new S3rver(options);
  const { port } = await server.run();
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    region: "us-east-1",
    ...credentials,
    folder,
    async close() {
      server.httpServer.closeAllConnections();
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Sends a request, whatever host it names, to the one that listens at `endpoint`: what DNS does elsewhere. */
export async function fetchFrom(endpoint: string, request: Request): Promise<Response> {
  const { method, url } = request;
  const { host, pathname, search } = new URL(url);
  const headers = { ...Object.fromEntries(request.headers), host };
  const sent = send(new URL(pathname + search, endpoint), { method, headers });
  sent.end(Buffer.from(await request.arrayBuffer()));
  const [answer]: IncomingMessage[] = await once(sent, "response");
  if (answer === undefined) throw new Error(`Nobody answered ${method} ${url}.`);
  const { statusCode: status = 0 } = answer;
  const said = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const hasBody = method !== "HEAD" && status !== 204;
  return new Response(hasBody ? Buffer.concat(await answer.toArray()) : null, { status, headers: said });
}

/** A server on loopback that answers as it is told. */
export async function answering(
  answer: Parameters<typeof createServer>[1],
): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const server: Server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
