import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What is counted and measured in this process. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<"class" | "method" | "status">;
  readonly shed: Counter<"class" | "why">;
  readonly jobs: Histogram<"job" | "outcome">;
  readonly jobItems: Counter<"job">;
  readonly inbox: Counter<"verdict">;
  readonly deliveries: Counter<"outcome" | "reason">;
  readonly streams: Gauge<"protocol">;
}

const name = (rest: string): string => `trunkline_${rest}`;
const spans = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A registry of its own for each composition, so that two in one process count apart. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: name("http_request_duration_seconds"),
      help: "How long requests took, by class (as load is shed by), method and first digit of the status.",
      labelNames: ["class", "method", "status"],
      buckets: spans,
      registers,
    }),
    shed: new Counter({
      name: name("http_shed_total"),
      help: "Requests turned away because the server had too much to do, by class and reason.",
      labelNames: ["class", "why"],
      registers,
    }),
    jobs: new Histogram({
      name: name("job_duration_seconds"),
      help: "How long runs of a job took that had something to do, or failed.",
      labelNames: ["job", "outcome"],
      buckets: spans,
      registers,
    }),
    jobItems: new Counter({
      name: name("job_items_total"),
      help: "What jobs have dealt with.",
      labelNames: ["job"],
      registers,
    }),
    inbox: new Counter({
      name: name("inbox_verdicts_total"),
      help: "What became of activities that others sent: new, seen, ignored, or the reason of a refusal.",
      labelNames: ["verdict"],
      registers,
    }),
    deliveries: new Counter({
      name: name("deliveries_total"),
      help: "What became of tries to deliver: delivered, retry or failed, and why.",
      labelNames: ["outcome", "reason"],
      registers,
    }),
    streams: new Gauge({
      name: name("streams_open"),
      help: "Open streams of the client API.",
      labelNames: ["protocol"],
      registers,
    }),
  };
}
