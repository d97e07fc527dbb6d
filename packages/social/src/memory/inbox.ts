import type { FollowersClaim, InboxStore, Incoming } from "../delivery/inbox.store.ts";
import { compareIds } from "../kernel/id.ts";
import { after, seconds } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { KeptActivity, Tables } from "./tables.ts";

/** An activity whose sender has been proved. */
interface Received {
  readonly id: string;
  readonly actor: string;
  readonly type?: string;
  readonly body: string;
  readonly recipient: string | undefined;
  readonly followers?: FollowersClaim | undefined;
  readonly via?: string | undefined;
  readonly request?: string | undefined;
}

/** The waiting activities, with the door by which they come in. */
export interface MemoryInbox extends InboxStore {
  /** Keeps an activity, unless its actor sent the same id before. */
  keep(activity: Received): Promise<"new" | "seen">;
}

const lease = seconds(30);
const maxLosses = 5;
const soloFrom = 2;

export function inboxStore({ incoming, serial }: Tables, clock: Clock): MemoryInbox {
  const settle = ({ id, token }: Incoming, change: Partial<KeptActivity>): void => {
    const kept = incoming.get(id);
    if (kept?.token !== token || kept.state !== "waiting") return;
    incoming.set(id, { ...kept, token: "", losses: 0, ...change });
  };
  const recover = (kept: KeptActivity): void => {
    if (kept.state !== "waiting" || kept.token === "" || kept.nextAt > clock.now()) return;
    const losses = kept.losses + 1;
    const before = kept.reason === undefined ? "" : `; before: ${kept.reason}`;
    const reason = `its worker died ${losses} times${before}`;
    const over = losses < maxLosses ? {} : ({ state: "dead", deadAt: clock.now(), reason } as const);
    incoming.set(kept.id, { ...kept, token: "", losses, ...over });
  };
  /** Who has sent what, for ever. */
  const known = new Set<string>();
  return {
    async keep({ id: activityId, actor, type = "Activity", body, recipient, followers, via, request }) {
      const name = JSON.stringify([actor, activityId]);
      if (known.has(name)) return "seen";
      known.add(name);
      const waits = {
        attempts: 0,
        losses: 0,
        nextAt: clock.now(),
        token: "",
        state: "waiting",
        deadAt: undefined,
        reason: undefined,
      } as const;
      const id = serial();
      incoming.set(id, { id, actor, activityId, type, body, recipient, followers, via, request, ...waits });
      return "new";
    },
    async claim(limit) {
      incoming.values().forEach(recover);
      const due = incoming
        .values()
        .filter(({ state, token, nextAt }) => state === "waiting" && token === "" && nextAt <= clock.now());
      due.sort((one, other) => compareIds(one.id, other.id));
      // Of what has lost workers, one at a time.
      const [solo] = due.filter(({ losses }) => losses >= soloFrom);
      const oldest = due.filter((kept) => kept.losses < soloFrom || kept === solo).slice(0, limit);
      const nextAt = after(clock.now(), lease);
      return oldest.map((kept) => {
        const token = serial();
        incoming.set(kept.id, { ...kept, attempts: kept.attempts + 1, nextAt, token });
        const { id, actor, body, recipient, followers, via, request, attempts } = kept;
        return { id, actor, body, recipient, followers, via, request, attempts, token };
      });
    },
    done: async (activity) => settle(activity, { state: "done", body: "" }),
    async fail(activity, reason, at) {
      const over = { state: "dead", deadAt: clock.now(), reason } as const;
      settle(activity, at === undefined ? over : { nextAt: at, reason });
    },
  };
}
