import { seconds } from "@trunkline/social";
import type { Leadership } from "./schedule.ts";
import type { Worker } from "./worker.ts";

const lookEvery = seconds(2);

/** Keeps something going in the process that leads, and in no other. */
export function whileLeading(
  { isLeader, onLead }: Leadership,
  begin: () => () => void,
  every: number = lookEvery,
): Worker {
  let end: (() => void) | undefined;
  const look = (): void => {
    if (isLeader()) {
      end ??= begin();
    } else {
      end?.();
      end = undefined;
    }
  };
  const leave = onLead(look);
  const timer = setInterval(look, every);
  timer.unref();
  return {
    async stop() {
      leave();
      clearInterval(timer);
      end?.();
      end = undefined;
    },
  };
}
