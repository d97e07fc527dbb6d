import { startOfDay } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { normaliseTag } from "../kernel/text.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { Tag } from "./tags.store.ts";

export interface Tags {
  /** By name, with or without `#`. A tag that nobody has used has an empty history. */
  show(name: string): Promise<Tag>;
}

export interface TagsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** Looking at hashtags. Refuses with `not-found` what cannot be one. */
export function createTags({ storage, clock }: TagsNeeds): Tags {
  return {
    async show(written) {
      const name = normaliseTag(written.replace(/^[#＃]/, ""));
      if (name === undefined) throw new Refusal("not-found");
      const known = await storage.stores.tags.byName(name, startOfDay(clock.now()));
      return known ?? { id: name, name, history: [] };
    },
  };
}
