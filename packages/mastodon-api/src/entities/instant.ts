import { z } from "zod";

/** An instant in UTC, with milliseconds. */
export const instant: z.ZodType<string> = z.iso.datetime({ precision: 3 });

/** A day in UTC. */
export const day: z.ZodType<string> = z.iso.date();

/** The day of an instant, as in `2024-01-02`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** 00:00 UTC of an instant's day. */
export function midnightOf(at: Date): string {
  return `${dayOf(at)}T00:00:00.000Z`;
}
