import type { Account } from "../accounts/account.ts";
import { existingAccount, existingAccounts } from "../accounts/existing.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import { findVisible, originalOf, visibleStatus } from "../statuses/visible.ts";
import type { Storage, Work } from "../stores.ts";
import type { Reaction, ReactionCount } from "./reaction.ts";
import { isEmoji, maxReactions } from "./reaction.ts";

/** One reaction of a status, with those who gave it. */
export interface ReactionView extends ReactionCount {
  readonly accounts: readonly Account[];
}

export interface Reactions {
  /**
   * Reacts to a status with an emoji, or a custom one of this server by its shortcode (with colons or without).
   * Refuses `not-found`, `invalid` for what is neither, and `limit-reached` beyond eight different ones.
   */
  add(viewer: AccountId, id: StatusId, name: string): Promise<StatusView>;
  remove(viewer: AccountId, id: StatusId, name: string): Promise<StatusView>;
  /** Who reacted how, as far as the viewer may see them. Refuses `not-found`. */
  of(viewer: AccountId | undefined, id: StatusId): Promise<readonly ReactionView[]>;
}

/** A reaction as another server tells it. */
export type ToldReaction = Omit<Reaction, "at">;

/** What other servers may say about reactions. For the federation door alone; each may be said twice. */
export interface ReactionRules {
  /** Stores a reaction to what its sender can see; to those who know none it is a favourite (F-164). */
  receive(reaction: ToldReaction): Promise<void>;
  /** Takes back an account's reaction with this address. `false` when there is none. */
  receiveUndo(account: AccountId, uri: string): Promise<boolean>;
}

export interface ReactionsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly views: Views;
}

/** How many reactions of a status are shown with those who gave them. */
const mostShown = 1000;

export function createReactions({ storage, clock, views }: ReactionsNeeds): Reactions & ReactionRules {
  const { stores, transact } = storage;
  return {
    async add(viewer, id, name) {
      const target = await transact((work) => react(work, { viewer, id, name }, clock.now()));
      return views.show(viewer, target);
    },

    async remove(viewer, id, name) {
      const target = await transact(async (work) => {
        const status = await originalOf(work, id);
        if (status !== undefined) {
          await takeBack(work, { account: viewer, status: status.id, name: bare(name) });
        }
        return status?.id ?? id;
      });
      return views.show(viewer, target);
    },

    async of(viewer, id) {
      const status = await visibleStatus(stores, viewer, id);
      const [all, counts] = await Promise.all([
        stores.reactions.of(status.id, mostShown),
        stores.reactions.counts([status.id], viewer),
      ]);
      const people = await existingAccounts(
        stores.accounts,
        all.map(({ account }) => account),
      );
      const byId = new Map(people.map((account) => [account.id, account]));
      return (counts.get(status.id) ?? []).map((count) => ({
        ...count,
        accounts: all.flatMap((one) => (one.name === count.name ? (byId.get(one.account) ?? []) : [])),
      }));
    },

    async receive(told) {
      await transact(async (work) => {
        const status = await findVisible(work, told.account, told.status);
        if (status !== undefined) await store(work, { ...told, status: status.id, at: clock.now() });
      });
    },

    receiveUndo: (account, uri) =>
      transact(async (work) => {
        const reaction = await work.reactions.byUri(uri);
        return reaction?.account === account && takeBack(work, reaction);
      }),
  };
}

interface Wish {
  readonly viewer: AccountId;
  readonly id: StatusId;
  readonly name: string;
}

async function react(work: Work, { viewer, id, name }: Wish, at: Date): Promise<StatusId> {
  const status = await visibleStatus(work, viewer, id);
  const account = await existingAccount(work.accounts, viewer);
  const known = await ownEmoji(work, name);
  const uri = `${account.uri}#reactions/${status.id}-${encodeURIComponent(known.name)}`;
  const reaction = { account: viewer, status: status.id, ...known, uri, at };
  if (!(await store(work, reaction)) && !(await stands(work, reaction))) {
    throw new Refusal("limit-reached", `A status takes at most ${maxReactions} reactions of each.`);
  }
  return status.id;
}

function bare(name: string): string {
  return name.replace(/^:/, "").replace(/:$/, "");
}

async function ownEmoji(work: Work, given: string): Promise<Pick<Reaction, "name" | "url">> {
  if (isEmoji(given)) return { name: given, url: undefined };
  const [emoji] = await work.emojis.named([{ shortcode: bare(given), domain: undefined }]);
  if (emoji === undefined) throw new Refusal("invalid", "That is no emoji of this server.");
  return { name: emoji.shortcode, url: emoji.url };
}

async function stands(work: Work, { account, status, name }: Reaction): Promise<boolean> {
  return (await work.reactions.between(account, status)).some((one) => one.name === name);
}

/** To clients that know no reactions, whoever reacts has favourited: once, whatever they react with. */
async function store(work: Work, reaction: Reaction): Promise<boolean> {
  const { account, status, name, uri, at } = reaction;
  const before = await work.reactions.between(account, status);
  if (before.length >= maxReactions || !(await work.reactions.add(reaction))) return false;
  if (await work.favourites.add(account, status, at)) await work.favourites.setUri(account, status, uri);
  work.record({ type: "status.reacted", by: account, status, name, at: at.getTime() });
  return true;
}

/** The favourite goes with the last reaction, unless it was given for itself as well. */
async function takeBack(
  work: Work,
  { account, status, name }: Pick<Reaction, "account" | "status" | "name">,
): Promise<boolean> {
  const removed = await work.reactions.remove(account, status, name);
  if (removed === undefined) return false;
  const [other] = await work.reactions.between(account, status);
  if ((await work.favourites.uriOf(account, status)) === removed.uri) {
    if (other === undefined) await work.favourites.remove(account, status);
    else await work.favourites.setUri(account, status, other.uri);
  }
  const { url, at } = removed;
  work.record({ type: "status.unreacted", by: account, status, name, url, at: at.getTime() });
  return true;
}
