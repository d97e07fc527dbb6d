/** Days and smaller; nothing that is played lasts longer. */
const DURATION = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/;

/** Reads a duration in ISO 8601, as in `PT1M30.5S`, in seconds. */
export function readDuration(value: unknown): number | undefined {
  const match = typeof value === "string" ? DURATION.exec(value) : null;
  if (match === null) return undefined;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return total > 0 ? total : undefined;
}

/** Writes a duration in ISO 8601. */
export function writeDuration(seconds: number): string {
  return `PT${Math.round(seconds * 1000) / 1000}S`;
}
