import type { Errand, ErrandStore } from "../backfill/errands.store.ts";
import type { Tables } from "./tables.ts";

export function errandStore({ errands }: Tables): ErrandStore {
  const key = ({ kind, subject }: Pick<Errand, "kind" | "subject">): string => `${kind} ${subject}`;
  return {
    async ask({ kind, subject }, { at, unlessSince }) {
      const stood = errands.get(key({ kind, subject }));
      const isResting = stood?.doneAt !== undefined && stood.doneAt > unlessSince;
      if (stood?.nextAt !== undefined || isResting) return;
      errands.set(key({ kind, subject }), { kind, subject, attempts: 0, nextAt: at, doneAt: undefined });
    },
    async due(now, limit) {
      const due = errands
        .values()
        .flatMap((one) => (one.nextAt === undefined ? [] : [{ ...one, at: one.nextAt }]));
      const ripe = due.filter(({ at }) => at <= now);
      ripe.sort((one, other) => one.at.getTime() - other.at.getTime());
      return ripe.slice(0, limit).map(({ kind, subject, attempts }) => ({ kind, subject, attempts }));
    },
    async done({ kind, subject, attempts }, doneAt) {
      errands.set(key({ kind, subject }), { kind, subject, attempts, nextAt: undefined, doneAt });
    },
    async putOff({ kind, subject, attempts }, nextAt) {
      errands.set(key({ kind, subject }), {
        kind,
        subject,
        attempts: attempts + 1,
        nextAt,
        doneAt: undefined,
      });
    },
    async forget(before) {
      const old = errands.values().filter(({ doneAt }) => doneAt !== undefined && doneAt < before);
      for (const one of old) errands.delete(key(one));
      return old.length;
    },
  };
}
