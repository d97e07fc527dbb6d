const FAILURES_TO_OPEN = 10;
const FIRST_PAUSE = 60_000;
const LONGEST_PAUSE = 6 * 3_600_000;

/** Whether a host may be spoken to: now, or not before some time. */
export type Permit = { readonly type: "go" } | { readonly type: "wait"; readonly until: Date };

/** Remembers which hosts do not answer, so that they do not hold up the others. */
export interface Health {
  /**
   * Asks before a try. Once a pause is over one try is let through, as a probe; while it is under
   * way, the others wait on.
   */
  permit(host: string): Permit;
  /** The host answered, whatever it said. */
  succeeded(host: string): void;
  /** The host did not answer, or with an error of its own. */
  failed(host: string): void;
}

interface Circuit {
  failures: number;
  /** How long the next pause lasts, in milliseconds. */
  pause: number;
  /** When the running pause ends; `undefined` while the host is trusted. */
  openUntil: number | undefined;
  /** Whether a probe is under way, so that failures of tries begun earlier do not count as its own. */
  isProbing: boolean;
}

/**
 * Builds the memory of one process: after ten failures in a row a host is left alone for a minute, and
 * for twice as long after each failed probe, up to six hours.
 */
export function createHealth(now: () => Date): Health {
  const circuits = new Map<string, Circuit>();
  return {
    permit(host) {
      const circuit = circuits.get(host);
      if (circuit?.openUntil === undefined) return { type: "go" };
      const time = now().getTime();
      if (circuit.openUntil > time) return { type: "wait", until: new Date(circuit.openUntil) };
      // Keeps the others back while the probe is under way; its outcome replaces this.
      circuit.openUntil = time + FIRST_PAUSE;
      circuit.isProbing = true;
      return { type: "go" };
    },
    succeeded(host) {
      circuits.delete(host);
    },
    failed(host) {
      const circuit = circuits.get(host) ?? trusted();
      circuits.set(host, circuit);
      circuit.failures += 1;
      const isOpen = circuit.openUntil !== undefined;
      if (circuit.failures < FAILURES_TO_OPEN || (isOpen && !circuit.isProbing)) return;
      circuit.openUntil = now().getTime() + circuit.pause;
      circuit.pause = Math.min(circuit.pause * 2, LONGEST_PAUSE);
      circuit.isProbing = false;
    },
  };
}

function trusted(): Circuit {
  return { failures: 0, pause: FIRST_PAUSE, openUntil: undefined, isProbing: false };
}
