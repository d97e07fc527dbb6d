import type { HostHealth } from "../ports.ts";

const FAILURES_TO_OPEN = 10;
const FIRST_PAUSE = 60_000;
const LONGEST_PAUSE = 6 * 3_600_000;
/** Distinct days, by UTC, with failures and without an answer, after which a host is taken for gone (F-210). */
const DAYS_TO_STOP = 7;

/** How many tries of how long a time tell whether a host is unsteady. */
const WINDOW = 20;
const WINDOW_AGE = 5 * 60_000;

interface Circuit {
  failures: number;
  /** How long the next pause lasts, in milliseconds. */
  pause: number;
  /** When the running pause ends; `undefined` while the host is trusted. */
  openUntil: number | undefined;
  /** Whether a probe is under way, so that failures of tries begun earlier do not count as its own. */
  isProbing: boolean;
  /** On how many days it failed, and the last of them. */
  days: number;
  lastDay: string;
}

/**
 * Builds the memory of one process: after ten failures in a row, or when it is unsteady, a host is left alone for a
 * minute, and for twice as long after each failed probe, up to six hours; after failures on seven days, altogether.
 */
export function createHealth(now: () => Date): HostHealth {
  const circuits = new Map<string, Circuit>();
  return {
    async permit(host) {
      const circuit = circuits.get(host);
      if (circuit !== undefined && circuit.days >= DAYS_TO_STOP) return { type: "stop" };
      if (circuit?.openUntil === undefined) return { type: "go" };
      const time = now().getTime();
      if (circuit.openUntil > time) return { type: "wait", until: new Date(circuit.openUntil) };
      // Keeps the others back while the probe is under way; its outcome replaces this.
      circuit.openUntil = time + FIRST_PAUSE;
      circuit.isProbing = true;
      return { type: "go" };
    },
    async succeeded(host) {
      circuits.delete(host);
    },
    async failed(host, isUnsteady) {
      const circuit = circuits.get(host) ?? trusted();
      circuits.set(host, circuit);
      circuit.failures += 1;
      const today = now().toISOString().slice(0, 10);
      if (circuit.lastDay !== today) circuit.days += 1;
      circuit.lastDay = today;
      const isOpen = circuit.openUntil !== undefined;
      if (isOpen ? !circuit.isProbing : circuit.failures < FAILURES_TO_OPEN && !isUnsteady) return;
      circuit.openUntil = now().getTime() + circuit.pause;
      circuit.pause = Math.min(circuit.pause * 2, LONGEST_PAUSE);
      circuit.isProbing = false;
    },
  };
}

function trusted(): Circuit {
  return { failures: 0, pause: FIRST_PAUSE, openUntil: undefined, isProbing: false, days: 0, lastDay: "" };
}

/** Remembers how the last tries of each host went. */
export interface TryRecord {
  /** Notes a try, and says whether of at least twenty in five minutes more than half failed. */
  note(host: string, isFailure: boolean): boolean;
}

/** Builds such a memory; a host takes up room in it only once it has failed, and until it is steady again. */
export function createRecord(now: () => Date): TryRecord {
  const tries = new Map<string, readonly { readonly at: number; readonly isFailure: boolean }[]>();
  return {
    note(host, isFailure) {
      const time = now().getTime();
      const before = tries.get(host);
      if (before === undefined && !isFailure) return false;
      const recent = [...(before ?? []).slice(1 - WINDOW), { at: time, isFailure }].filter(
        ({ at }) => at > time - WINDOW_AGE,
      );
      const failures = recent.filter((one) => one.isFailure).length;
      if (failures === 0) tries.delete(host);
      else tries.set(host, recent);
      return recent.length >= WINDOW && failures > WINDOW / 2;
    },
  };
}
