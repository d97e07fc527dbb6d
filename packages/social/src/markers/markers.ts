import type { EventOf } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import type { MarkedTimeline, Marker } from "./markers.store.ts";

/** How far somebody has read, by timeline. */
export type Markers = Readonly<Partial<Record<MarkedTimeline, Marker>>>;

export interface ReadingMarkers {
  /** The markers of these timelines, as far as there are any. */
  show(viewer: AccountId, timelines: readonly MarkedTimeline[]): Promise<Markers>;
  /**
   * Sets the markers of these timelines, all of them or none. Refuses with `overtaken` when another app has set one in
   * the same moment. One that says what stands already changes nothing.
   */
  set(
    viewer: AccountId,
    lastRead: Readonly<Partial<Record<MarkedTimeline, string | undefined>>>,
  ): Promise<Markers>;
}

export interface MarkersNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** Remembering how far one has read, for all apps of a person. */
export function createMarkers({ storage, clock }: MarkersNeeds): ReadingMarkers {
  const { stores, transact } = storage;
  const show = async (viewer: AccountId, timelines: readonly MarkedTimeline[]): Promise<Markers> => {
    const all = await stores.markers.of(viewer);
    const asked = all.filter(({ timeline }) => timelines.includes(timeline));
    return Object.fromEntries(asked.map((marker) => [marker.timeline, marker]));
  };
  return {
    show,

    async set(viewer, lastRead) {
      const wanted = (["home", "notifications"] as const).flatMap((timeline) => {
        const lastReadId = lastRead[timeline];
        return lastReadId === undefined ? [] : [{ timeline, lastReadId }];
      });
      const timelines = wanted.map(({ timeline }) => timeline);
      const before = await show(viewer, timelines);
      const changed = wanted.filter(
        ({ timeline, lastReadId }) => before[timeline]?.lastReadId !== lastReadId,
      );
      await transact(async (work) => {
        for (const { timeline, lastReadId } of changed) {
          const version = (before[timeline]?.version ?? 0) + 1;
          const marker = { timeline, lastReadId, version, at: clock.now() };
          if (!(await work.markers.put(viewer, marker))) throw new Refusal("overtaken");
        }
      });
      return show(viewer, timelines);
    },
  };
}

/** Nobody reads on in the name of an account that is gone. */
export async function forgetMarkers(
  { account }: EventOf<"account.deleted">,
  { work }: { readonly work: Work },
): Promise<void> {
  await work.markers.forget(account);
}
