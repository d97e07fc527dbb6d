import { once } from "node:events";
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";
import { whyNot } from "../http/bind-error.ts";

export interface MetricsListenerNeeds {
  readonly bind: string;
  readonly port: number;
  readonly registry: Registry;
  /** Why the process is not ready; none when it is. */
  readonly whyNotReady: () => Promise<readonly string[]>;
}

export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Tells the operator, and nobody else, how the process is (S-193): figures, and why it is not ready. */
export async function listenForOperator(needs: MetricsListenerNeeds): Promise<MetricsListener> {
  const { bind, port } = needs;
  const server = createServer({ requestTimeout: 5000, headersTimeout: 5000 }, (request, response) => {
    answer(request.url ?? "/", response, needs).catch(() => response.destroy());
  });
  try {
    server.listen({ host: bind, port });
    await once(server, "listening");
  } catch (error) {
    throw whyNot(error, { bind, port, settings: { port: "METRICS_PORT", bind: "METRICS_BIND" } });
  }
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port, not on a pipe
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

async function answer(
  target: string,
  response: ServerResponse,
  { registry, whyNotReady }: MetricsListenerNeeds,
): Promise<void> {
  const [path = "/"] = target.split("?", 1);
  if (path === "/metrics") {
    send(response, { status: 200, type: registry.contentType, body: await registry.metrics() });
  } else if (path === "/livez") {
    send(response, { status: 200, type: "text/plain", body: "OK" });
  } else if (path === "/readyz") {
    const reasons = await whyNotReady();
    const body = JSON.stringify({ ready: reasons.length === 0, reasons });
    send(response, { status: reasons.length === 0 ? 200 : 503, type: "application/json", body });
  } else {
    send(response, { status: 404, type: "text/plain", body: "Here are /metrics, /livez and /readyz." });
  }
}

function send(
  response: ServerResponse,
  { status, type, body }: { readonly status: number; readonly type: string; readonly body: string },
): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(`${body}\n`);
}
