import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { after, days } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";

/** How many characters, and of what, a server takes. */
export interface Limits {
  readonly statusCharacters: number;
  /** What each link counts, whatever its length. */
  readonly charactersPerLink: number;
  readonly displayNameCharacters: number;
  readonly noteCharacters: number;
  readonly profileFields: number;
  readonly profileFieldCharacters: number;
  readonly followsPerAccount: number;
}

/** What a server says of itself. */
export interface InstanceSettings {
  /** The domain of handles. */
  readonly domain: string;
  /** The origin of every address, as in `https://social.example`. */
  readonly origin: string;
  /** What addresses of media files begin with, without a slash at the end. Left out: `/media` at the origin. */
  readonly mediaAddress?: string | undefined;
  readonly title: string;
  readonly description: string;
  /** Version of this software. */
  readonly version: string;
  readonly contactEmail: string;
  /** Username of the local account that people may turn to. */
  readonly contactUsername: string | undefined;
  readonly languages: readonly string[];
  readonly registrations: "open" | "approved" | "closed";
  readonly limits: Limits;
}

export interface InstanceFigures {
  readonly users: number;
  readonly activeMonth: number;
  readonly activeHalfyear: number;
  readonly localStatuses: number;
}

export interface Instance {
  readonly settings: InstanceSettings;
  figures(): Promise<InstanceFigures>;
  contact(): Promise<Account | undefined>;
}

export interface InstanceNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly settings: InstanceSettings;
}

/** What a server says of itself, and its figures. */
export function createInstance({ storage, clock, settings }: InstanceNeeds): Instance {
  const { accounts, statuses, users } = storage.stores;
  return {
    settings,

    async figures() {
      const now = clock.now();
      const [count, activeMonth, activeHalfyear, localStatuses] = await Promise.all([
        users.count(),
        users.countActive(after(now, -days(30))),
        users.countActive(after(now, -days(180))),
        statuses.countLocal(),
      ]);
      return { users: count, activeMonth, activeHalfyear, localStatuses };
    },

    async contact() {
      if (settings.contactUsername === undefined) return undefined;
      const account = await accounts.byHandle(settings.contactUsername, undefined);
      return account !== undefined && isThere(account) ? account : undefined;
    },
  };
}
