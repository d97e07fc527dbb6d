/** A span of time. */
export type Milliseconds = number;

export function seconds(count: number): Milliseconds {
  return count * 1000;
}

export function minutes(count: number): Milliseconds {
  return seconds(count * 60);
}

export function hours(count: number): Milliseconds {
  return minutes(count * 60);
}

export function days(count: number): Milliseconds {
  return hours(count * 24);
}

/** The instant that lies this span after another (before it, when negative). */
export function after(instant: Date, span: Milliseconds): Date {
  return new Date(instant.getTime() + span);
}
