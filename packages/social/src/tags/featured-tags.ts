import { startOfDay } from "../kernel/day.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { normaliseTag } from "../kernel/text.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import type { FeaturedTag } from "./featured-tags.store.ts";
import type { Tag } from "./tags.store.ts";

/** How many hashtags an account features. Of a remote account, as many as that are taken. */
export const maxFeaturedTags = 10;

export interface FeaturedTags {
  /** Refuses with `invalid` what cannot be a hashtag, and with `limit-reached` an eleventh. */
  add(viewer: AccountId, name: string): Promise<FeaturedTag>;
  /** Refuses with `not-found` when the viewer features no such one. */
  remove(viewer: AccountId, id: string): Promise<void>;
  /** By name rather than by id; one that is not featured changes nothing. */
  removeByName(viewer: AccountId, name: string): Promise<void>;
  of(account: AccountId): Promise<readonly FeaturedTag[]>;
  /** The hashtags that the viewer uses most and does not feature yet. */
  suggestions(viewer: AccountId): Promise<readonly Tag[]>;
}

/** What other servers may bring about. */
export interface FeaturedTagRules {
  receive(account: AccountId, name: string): Promise<void>;
  receiveRemoval(account: AccountId, name: string): Promise<void>;
}

export interface FeaturedTagsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** Showing hashtags on one's page. */
export function createFeaturedTags({ storage, clock }: FeaturedTagsNeeds): FeaturedTags & FeaturedTagRules {
  const { stores, transact } = storage;
  const take = async (work: Work, account: AccountId, name: string): Promise<boolean> => {
    const featured = await work.featuredTags.of(account);
    if (featured.some((one) => one.name === name) || featured.length >= maxFeaturedTags) return false;
    return work.featuredTags.add(account, name, clock.now());
  };
  const drop = (viewer: AccountId, name: string): Promise<void> =>
    transact(async (work) => {
      if (await work.featuredTags.remove(viewer, name))
        work.record({ type: "tag.unfeatured", account: viewer, name });
    });
  return {
    async add(viewer, written) {
      const name = readName(written);
      if (name === undefined) throw new Refusal("invalid", "This is no hashtag.");
      return transact(async (work) => {
        if (await take(work, viewer, name)) work.record({ type: "tag.featured", account: viewer, name });
        const featured = (await work.featuredTags.of(viewer)).find((one) => one.name === name);
        if (featured === undefined)
          throw new Refusal("limit-reached", `No more than ${maxFeaturedTags} hashtags can be featured.`);
        return featured;
      });
    },

    async remove(viewer, id) {
      const featured = (await stores.featuredTags.of(viewer)).find((one) => one.id === id);
      if (featured === undefined) throw new Refusal("not-found");
      await drop(viewer, featured.name);
    },

    async removeByName(viewer, written) {
      const name = readName(written);
      if (name === undefined) throw new Refusal("not-found");
      await drop(viewer, name);
    },

    of: (account) => stores.featuredTags.of(account),

    async suggestions(viewer) {
      const today = startOfDay(clock.now());
      const names = await stores.featuredTags.suggested(viewer, 10);
      const tags = await Promise.all(names.map((name) => stores.tags.byName(name, today)));
      return tags.filter((tag) => tag !== undefined);
    },

    receive: async (account, written) => {
      const name = readName(written);
      if (name !== undefined) await transact((work) => take(work, account, name));
    },

    receiveRemoval: async (account, written) => {
      const name = readName(written);
      if (name !== undefined) await transact((work) => work.featuredTags.remove(account, name));
    },
  };
}

function readName(written: string): string | undefined {
  return normaliseTag(written.replace(/^[#＃]/, ""));
}
