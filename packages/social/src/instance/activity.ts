import { after, days, minutes } from "../kernel/time.ts";
import type { Storage } from "../stores.ts";
import type { WeekOfActivity } from "./instance.store.ts";

/** What happened here in a week. */
export type Week = Omit<WeekOfActivity, "countedAt">;

const shownWeeks = 12;

/** A count of the week that goes on is taken anew after so long. */
const freshFor = minutes(10);

/** The Monday with which the week of a moment begins, at midnight UTC. */
export function weekOf(at: Date): Date {
  const midnight = Math.floor(at.getTime() / days(1)) * days(1);
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return new Date(midnight - sinceMonday * days(1));
}

/**
 * The last twelve weeks, the newest first. A week that is over is counted once: its count is kept, and statuses that
 * are deleted later do not change it.
 */
export async function activityOf({ stores, transact }: Storage, now: Date): Promise<readonly Week[]> {
  const thisWeek = weekOf(now);
  const weeks = Array.from({ length: shownWeeks }, (_, back) => after(thisWeek, -days(7 * back)));
  const kept = new Map(
    (await stores.instance.weeks(weeks.at(-1) ?? thisWeek)).map((one) => [one.week.getTime(), one]),
  );
  const counted: Week[] = [];
  for (const week of weeks) {
    const known = kept.get(week.getTime());
    if (known !== undefined && isStillRight(known, now)) counted.push(known);
    else {
      const count = { ...(await stores.instance.countWeek(week)), week, countedAt: now };
      await transact((work) => work.instance.keepWeek(count));
      counted.push(count);
    }
  }
  return counted;
}

function isStillRight({ week, countedAt }: WeekOfActivity, now: Date): boolean {
  return countedAt >= after(week, days(7)) || countedAt > after(now, -freshFor);
}
