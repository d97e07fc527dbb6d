import { startOfDay } from "../kernel/day.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import { pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import { normaliseTag } from "../kernel/text.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import type { Tag } from "./tags.store.ts";

/** How many hashtags an account follows at most. */
export const maxFollowedTags = 1000;

export interface FollowedTags {
  /** A second time it changes nothing. Refuses `not-found` (what cannot be a hashtag) and `limit-reached`. */
  follow(viewer: AccountId, name: string): Promise<void>;
  /** Changes nothing where the viewer does not follow it. Refuses `not-found` (what cannot be a hashtag). */
  unfollow(viewer: AccountId, name: string): Promise<void>;
  /** What the viewer follows, the last followed first. */
  of(viewer: AccountId, page: Page): Promise<Paged<Tag>>;
  /** Those of these tags, by their names, that the viewer follows; none for nobody. */
  among(viewer: AccountId | undefined, names: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface FollowedTagsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** Following hashtags: public posts that carry them come into one's home. */
export function createFollowedTags({ storage, clock }: FollowedTagsNeeds): FollowedTags {
  const { stores, transact } = storage;
  return {
    async follow(viewer, written) {
      const name = readName(written);
      await transact(async (work) => {
        if (!(await work.followedTags.add(viewer, name, clock.now()))) return;
        if ((await work.followedTags.count(viewer)) > maxFollowedTags)
          throw new Refusal("limit-reached", `No more than ${maxFollowedTags} hashtags can be followed.`);
      });
    },
    async unfollow(viewer, written) {
      const name = readName(written);
      await transact((work) => work.followedTags.remove(viewer, name));
    },
    async of(viewer, page) {
      const rows = await stores.followedTags.of(viewer, page);
      const tags = await stores.tags.byNames(
        rows.map(({ item }) => item),
        startOfDay(clock.now()),
      );
      return pagedOf(rows, new Map(tags.map((tag) => [tag.name, tag])), page);
    },
    among: async (viewer, names) =>
      viewer === undefined || names.length === 0 ? new Set() : stores.followedTags.among(viewer, names),
  };
}

/** An account that is gone follows nothing. */
export async function forgetFollowedTags(
  { account }: EventOf<"account.deleted">,
  { work }: { readonly work: Work },
): Promise<void> {
  await work.followedTags.removeAllOf(account);
}

function readName(written: string): string {
  const name = normaliseTag(written.replace(/^[#＃]/, ""));
  if (name === undefined) throw new Refusal("not-found");
  return name;
}
