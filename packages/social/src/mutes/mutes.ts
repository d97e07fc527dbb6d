import type { Account } from "../accounts/account.ts";
import { existingAccount, existingAccounts } from "../accounts/existing.ts";
import type { Relationship } from "../follows/follows.ts";
import { relationshipTo } from "../follows/relationship.ts";
import type { AccountId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days, seconds } from "../kernel/time.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Storage } from "../stores.ts";

export interface MuteOptions {
  /** Whether news by them is kept away too. */
  readonly hidesNotifications: boolean;
  /** `undefined`: until it is taken back. */
  readonly durationSeconds: number | undefined;
}

/** Somebody who is muted, and until when; `undefined`: until it is taken back. */
export interface MutedAccount {
  readonly account: Account;
  readonly expiresAt: Date | undefined;
}

/** Not seeing others, who never learn of it. */
export interface Mutes {
  /** A second time it changes the options. Refuses `not-found`, `gone`, `not-allowed` (oneself), `invalid` (the duration). */
  mute(viewer: AccountId, target: AccountId, options: MuteOptions): Promise<Relationship>;
  unmute(viewer: AccountId, target: AccountId): Promise<Relationship>;
  list(viewer: AccountId, page: Page): Promise<Paged<MutedAccount>>;
}

export interface MutesNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Nobody thinks further than a hundred years ahead, and no clock goes much further. */
const longest = days(36_525);

export function createMutes({ storage, clock, ids }: MutesNeeds): Mutes {
  const { stores, transact } = storage;
  const relationship = (viewer: AccountId, other: AccountId) =>
    relationshipTo(stores, viewer, { other, now: clock.now() });
  return {
    async mute(viewer, target, { hidesNotifications, durationSeconds }) {
      if (viewer === target) throw new Refusal("not-allowed", "Nobody can mute themselves.");
      const now = clock.now();
      const expiresAt = endOf(durationSeconds, now);
      await transact(async (work) => {
        await existingAccount(work.accounts, target);
        const id = ids.next<"mute">();
        await work.mutes.put({ id, account: viewer, target, hidesNotifications, expiresAt, at: now });
      });
      return relationship(viewer, target);
    },
    async unmute(viewer, target) {
      await transact((work) => work.mutes.remove(viewer, target));
      return relationship(viewer, target);
    },
    async list(viewer, page) {
      const rows = await stores.mutes.of(viewer, clock.now(), page);
      const targets = rows.map(({ item }) => item.target);
      const accounts = byId(await existingAccounts(stores.accounts, targets));
      const muted = rows.flatMap(({ item }) => {
        const account = accounts.get(item.target);
        return account === undefined ? [] : [[item.id, { account, expiresAt: item.expiresAt }] as const];
      });
      const ids = rows.map(({ cursor, item }) => ({ cursor, item: item.id }));
      return pagedOf(ids, new Map(muted), page);
    },
  };
}

function endOf(durationSeconds: number | undefined, now: Date): Date | undefined {
  if (durationSeconds === undefined || durationSeconds === 0) return undefined;
  const span = seconds(durationSeconds);
  if (!Number.isSafeInteger(durationSeconds) || durationSeconds < 0 || span > longest) {
    throw new Refusal("invalid", "A mute lasts for a whole number of seconds, at most a hundred years.");
  }
  return after(now, span);
}
