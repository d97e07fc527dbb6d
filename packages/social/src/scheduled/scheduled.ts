import type { AccountId, ScheduledId } from "../kernel/id.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, minutes } from "../kernel/time.ts";
import type { Upload } from "../media/upload.ts";
import { claimKey } from "../statuses/claim-key.ts";
import { checkPost, type PostNeeds } from "../statuses/post.ts";
import type { NewPost } from "../statuses/statuses.ts";
import type { Stores, Work } from "../stores.ts";
import { publishDue } from "./publish.ts";
import type { ScheduledLimits, ScheduledPost } from "./scheduled.store.ts";

/** How many posts of one account may wait, as at Mastodon. */
export const scheduledLimits: ScheduledLimits = { total: 300, perDay: 25 };

/** How far ahead a time must lie at least, as at Mastodon. */
const soonest = minutes(5);

/** A post that waits, with the files that it is to show. */
export interface ScheduledView {
  readonly scheduled: ScheduledPost;
  readonly media: readonly Upload[];
}

export interface Scheduled {
  /**
   * Keeps a post until its time. Refuses `invalid` what could not be posted now either, and a key that another request
   * used; `limit-reached` when too many wait; `not-found` (the parent). A repeated request gets what the first one made.
   */
  add(viewer: AccountId, post: NewPost, at: Date): Promise<ScheduledView>;
  /** Whether a time lies far enough ahead to wait for; what does not is posted at once, as at Mastodon. */
  isAhead(at: Date): boolean;
  list(viewer: AccountId, page: Page): Promise<Paged<ScheduledView>>;
  /** Refuses `not-found`. */
  show(viewer: AccountId, id: ScheduledId): Promise<ScheduledView>;
  /** Refuses `invalid` a time that is less than five minutes ahead, `limit-reached` and `not-found`. */
  move(viewer: AccountId, id: ScheduledId, at: Date): Promise<ScheduledView>;
  /** Refuses `not-found`. */
  remove(viewer: AccountId, id: ScheduledId): Promise<void>;
  /**
   * Publishes the posts whose time has come: meant to be called every second or so; several processes may do so at
   * once. Resolves to how many were due.
   */
  publishDue(): Promise<number>;
}

/** Posts that are written now and published later. */
export function createScheduled(needs: PostNeeds): Scheduled {
  const { storage, clock, ids } = needs;
  const { stores, transact } = storage;
  const isAhead = (at: Date): boolean => at > after(clock.now(), soonest);

  async function show(viewer: AccountId, id: ScheduledId): Promise<ScheduledView> {
    const found = await stores.scheduled.byId(viewer, id);
    const [view] = found === undefined ? [] : await shown(stores, viewer, [found]);
    if (view === undefined) throw new Refusal("not-found");
    return view;
  }

  return {
    isAhead,
    show,
    async add(viewer, said, at) {
      const { idempotencyKey, ...post } = said;
      const id: ScheduledId = ids.next();
      const kept = { id, account: viewer, at, post, createdAt: clock.now(), refusal: undefined };
      const stands = await transact(async (work) => {
        const claim = { author: viewer, key: idempotencyKey, kind: "scheduled", makes: id } as const;
        const earlier = await claimKey(work, { ...claim, said: [post, at], at: kept.createdAt });
        if (earlier !== undefined) return earlier;
        await checkPost(work, viewer, { ...needs, post });
        await keep(work, kept);
        return id;
      });
      return show(viewer, stands);
    },
    async list(viewer, page) {
      const part = paged(await stores.scheduled.of(viewer, page), page);
      return { ...part, items: await shown(stores, viewer, part.items) };
    },
    async move(viewer, id, at) {
      if (!isAhead(at)) throw new Refusal("invalid", "A time must be at least five minutes ahead.");
      const answer = await transact((work) =>
        work.scheduled.move({ account: viewer, id, at }, scheduledLimits),
      );
      if (answer === "missing") throw new Refusal("not-found");
      if (answer === "full") throw full();
      return show(viewer, id);
    },
    async remove(viewer, id) {
      const removed = await transact((work) => work.scheduled.remove(viewer, id));
      if (!removed) throw new Refusal("not-found");
    },
    publishDue: () => publishDue(needs),
  };
}

async function shown(
  { media }: Pick<Stores, "media">,
  viewer: AccountId,
  all: readonly ScheduledPost[],
): Promise<readonly ScheduledView[]> {
  const uploads = await media.of(
    viewer,
    all.flatMap(({ post }) => post.media ?? []),
  );
  const byId = new Map(uploads.map((upload) => [upload.id, upload]));
  return all.map((scheduled) => ({
    scheduled,
    media: (scheduled.post.media ?? []).flatMap((id) => byId.get(id) ?? []),
  }));
}

async function keep(work: Work, post: ScheduledPost): Promise<void> {
  if (!(await work.scheduled.add(post, scheduledLimits))) throw full();
}

function full(): Refusal {
  const { total, perDay } = scheduledLimits;
  return new Refusal("limit-reached", `At most ${total} posts may wait, ${perDay} of them for one day.`);
}
