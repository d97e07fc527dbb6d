import { ImagingError } from "@trunkline/social";

/** Lets only so many things happen at once, and only so many wait for their turn (S-082). */
export function createGate({
  running,
  waiting,
}: {
  readonly running: number;
  readonly waiting: number;
}): <Result>(run: () => Promise<Result>) => Promise<Result> {
  let active = 0;
  const queue: (() => void)[] = [];
  return async (run) => {
    if (active >= running) {
      if (queue.length >= waiting) throw new ImagingError("busy", `${waiting} pictures wait already.`);
      // Whoever ends hands its place on, so that nobody who comes meanwhile takes it.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      active += 1;
    }
    try {
      return await run();
    } finally {
      const next = queue.shift();
      if (next === undefined) active -= 1;
      else next();
    }
  };
}
