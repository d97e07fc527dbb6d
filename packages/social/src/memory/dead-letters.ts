import type {
  DeadChoice,
  DeadLetter,
  DeadLetters,
  WorkCounts,
  WorkKind,
} from "../delivery/dead-letters.store.ts";
import { compareIds } from "../kernel/id.ts";
import type { Clock } from "../ports.ts";
import { subjectOf } from "./events.ts";
import type { Table } from "./table.ts";
import type { KeptActivity, KeptEvent, Tables } from "./tables.ts";

/** The events and received activities as a whole; what leaves is only remembered here, and never dies. */
export function deadLetters(tables: Tables, clock: Clock): DeadLetters {
  const { events, incoming } = tables;
  const dead = (kind: WorkKind): readonly DeadLetter[] => {
    if (kind === "events") return events.values().flatMap(eventLetter);
    return kind === "inbox" ? incoming.values().flatMap(activityLetter) : [];
  };
  const each = ({ kind, ids }: DeadChoice, change: (id: string) => void): number => {
    const chosen = dead(kind).filter(({ id }) => ids === undefined || ids.includes(id));
    for (const { id } of chosen) change(id);
    return chosen.length;
  };
  return {
    counts: async () => ({
      events: count(events.values(), dead("events").length, clock),
      inbox: count(
        incoming.values().filter(({ state }) => state === "waiting"),
        dead("inbox").length,
        clock,
      ),
      deliveries: count([], 0, clock),
    }),
    async list(kind, { limit, before }) {
      const latest = dead(kind).toSorted((one, other) => compareIds(other.id, one.id));
      return latest.filter(({ id }) => before === undefined || compareIds(id, before) < 0).slice(0, limit);
    },
    async redrive(choice) {
      const anew = { attempts: 0, nextAt: clock.now(), reason: undefined, deadAt: undefined };
      return each(choice, (id) => {
        if (choice.kind === "events") replace(events, id, anew);
        else replace(incoming, id, { ...anew, losses: 0, state: "waiting" });
      });
    },
    async discard(choice) {
      return each(choice, (id) => {
        if (choice.kind === "events") events.delete(id);
        else replace(incoming, id, { state: "done", body: "", deadAt: undefined });
      });
    },
  };
}

function replace<Row>(table: Table<Row>, id: string, change: Partial<Row>): void {
  const row = table.get(id);
  if (row !== undefined) table.set(id, { ...row, ...change });
}

function eventLetter({ id, deadAt: at, reason = "", attempts, event }: KeptEvent): DeadLetter[] {
  const about = `${event.type} ${subjectOf(event)}`;
  return at === undefined ? [] : [{ kind: "events", id, at, reason, attempts, about }];
}

function activityLetter({ deadAt: at, reason = "", ...kept }: KeptActivity): DeadLetter[] {
  const { id, attempts, type, activityId } = kept;
  const about = `${type} ${activityId}`;
  return at === undefined ? [] : [{ kind: "inbox", id, at, reason, attempts, about }];
}

function count(
  rows: readonly { readonly nextAt: Date; readonly token?: string; readonly deadAt: Date | undefined }[],
  dead: number,
  clock: Clock,
): WorkCounts {
  const waiting = rows.filter(({ deadAt }) => deadAt === undefined);
  const free = waiting.filter(({ token = "" }) => token === "");
  const due = free.filter(({ nextAt }) => nextAt <= clock.now());
  const [dueSince] = due
    .map(({ nextAt }) => nextAt)
    .toSorted((one, other) => one.getTime() - other.getTime());
  return { waiting: waiting.length, due: due.length, held: waiting.length - free.length, dead, dueSince };
}
