import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { after, days } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { TrendMode } from "../trends/trends.ts";

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

/** Who may sign up, where anybody may. */
export interface SignUpSettings {
  /** Whether somebody who has to be let in must say why they come. */
  readonly reasonRequired: boolean;
  /** In years; `undefined`: nobody is asked for their age. */
  readonly minimumAge: number | undefined;
  /** What those are told who cannot sign up. */
  readonly message: string | undefined;
  /** Domains of mail whose people may not; each stands for what is below it too. */
  readonly blockedMailDomains: readonly string[];
  /** The only domains of mail whose people may; none: all. */
  readonly allowedMailDomains: readonly string[];
}

/** The settings that hold where none are given. */
export const noSignUpSettings: SignUpSettings = {
  reasonRequired: false,
  minimumAge: undefined,
  message: undefined,
  blockedMailDomains: [],
  allowedMailDomains: [],
};

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
  /** `approved`: somebody has to let them in. `invites`: with an invite alone. */
  readonly registrations: "open" | "approved" | "closed" | "invites";
  /** Left out: `noSignUpSettings`. */
  readonly signUp?: SignUpSettings;
  readonly limits: Limits;
  /** Whether statuses can be translated. */
  readonly translates?: boolean | undefined;
  /** Whether trends are shown: `reviewed` when nothing is said. */
  readonly trends?: TrendMode | undefined;
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
