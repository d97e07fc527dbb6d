import type { InboxStore, Incoming } from "../delivery/inbox.store.ts";
import { compareIds } from "../kernel/id.ts";
import { after, minutes } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { KeptActivity, Tables } from "./tables.ts";

/** An activity whose sender has been proved. */
interface Received {
  readonly id: string;
  readonly actor: string;
  readonly body: string;
  readonly recipient: string | undefined;
}

/** The waiting activities, with the door by which they come in. */
export interface MemoryInbox extends InboxStore {
  /** Keeps an activity, unless its actor sent the same id before. */
  keep(activity: Received): Promise<"new" | "seen">;
}

export function inboxStore({ incoming, serial }: Tables, clock: Clock): MemoryInbox {
  const settle = ({ id, token }: Incoming, change: Partial<KeptActivity>): void => {
    const kept = incoming.get(id);
    if (kept?.token === token && kept.state === "waiting") incoming.set(id, { ...kept, ...change });
  };
  return {
    async keep({ id: activityId, actor, body, recipient }) {
      const same = (kept: KeptActivity) => kept.actor === actor && kept.activityId === activityId;
      if (incoming.values().some(same)) return "seen";
      const waits = {
        attempts: 0,
        nextAt: clock.now(),
        token: "",
        state: "waiting",
        reason: undefined,
      } as const;
      const id = serial();
      incoming.set(id, { id, actor, activityId, body, recipient, ...waits });
      return "new";
    },
    async claim(limit) {
      const due = incoming
        .values()
        .filter(({ state, nextAt }) => state === "waiting" && nextAt <= clock.now());
      const oldest = due.sort((one, other) => compareIds(one.id, other.id)).slice(0, limit);
      const nextAt = after(clock.now(), minutes(1));
      return oldest.map((kept) => {
        const token = serial();
        incoming.set(kept.id, { ...kept, attempts: kept.attempts + 1, nextAt, token });
        const { id, actor, body, recipient, attempts } = kept;
        return { id, actor, body, recipient, attempts, token };
      });
    },
    done: async (activity) => settle(activity, { state: "done", body: "" }),
    async fail(activity, reason, at) {
      settle(activity, at === undefined ? { state: "dead", reason } : { nextAt: at, token: "", reason });
    },
  };
}
