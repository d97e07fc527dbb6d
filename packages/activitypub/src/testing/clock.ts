/** A clock that stands still until it is told to move. */
export interface FakeClock {
  readonly now: () => Date;
  readonly pass: (milliseconds: number) => void;
}

/** Builds a clock that stands at a moment: noon of the first of March 2026, UTC, by default. */
export function fakeClock(start: string | Date = "2026-03-01T12:00:00Z"): FakeClock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    pass: (milliseconds) => {
      time += milliseconds;
    },
  };
}
