import type { UserId } from "../kernel/id.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { weekOf } from "./activity.ts";

/** So many users are remembered before all of them are forgotten, which costs each a statement again. */
const most = 10_000;

/** Remembers which users are here, week by week: one statement for a user and a week, however often they come. */
export function createVisits({
  storage,
  clock,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
}): (user: UserId) => Promise<void> {
  const seen = new Map<UserId, number>();
  return async (user) => {
    const week = weekOf(clock.now());
    if (seen.get(user) === week.getTime()) return;
    await storage.transact((work) => work.instance.visit(user, week));
    if (seen.size >= most) seen.clear();
    seen.set(user, week.getTime());
  };
}
