import type { Account } from "../accounts/account.ts";
import { existingAccounts } from "../accounts/existing.ts";
import { codePointsOf } from "../kernel/characters.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId, ListId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Storage, Stores, Work } from "../stores.ts";
import type { List, ListChange, RepliesPolicy } from "./lists.store.ts";

/** What lists are limited to: how many of one account, how many members of one list, and how long a title is. */
export const listLimits = { lists: 200, members: 5000, titleCharacters: 256 } as const;

/** What a new list is made of. */
export interface NewList {
  readonly title: string;
  /** Left out: `list`. */
  readonly repliesPolicy?: RepliesPolicy | undefined;
  /** Left out: `false`. */
  readonly exclusive?: boolean | undefined;
}

/** Lists of one's own; another's list is not found (S-084). */
export interface Lists {
  /** All of the viewer's, oldest first. */
  all(viewer: AccountId): Promise<readonly List[]>;
  show(viewer: AccountId, id: ListId): Promise<List>;
  /** Refuses `invalid` (the title) and `limit-reached`. */
  create(viewer: AccountId, list: NewList): Promise<List>;
  /** Changes what is given. Refuses `not-found` and `invalid` (the title). */
  change(viewer: AccountId, id: ListId, change: ListChange): Promise<List>;
  remove(viewer: AccountId, id: ListId): Promise<void>;
  /** Members, the last taken in first. Those who are gone are left out. */
  members(viewer: AccountId, id: ListId, page: Page): Promise<Paged<Account>>;
  /**
   * Takes in all of these, or none: refuses `not-found`, `invalid` (somebody whom the viewer neither follows nor has
   * asked to, or who is a member already) and `limit-reached`.
   */
  addMembers(viewer: AccountId, id: ListId, members: readonly AccountId[]): Promise<void>;
  /** Takes out those of them who are members. */
  removeMembers(viewer: AccountId, id: ListId, members: readonly AccountId[]): Promise<void>;
  /** The viewer's lists that have the account as a member. */
  holding(viewer: AccountId, member: AccountId): Promise<readonly List[]>;
}

export interface ListsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Reading some of those whom one follows apart. */
export function createLists({ storage, clock, ids }: ListsNeeds): Lists {
  const { stores, transact } = storage;
  return {
    all: (viewer) => stores.lists.of(viewer),
    show: (viewer, id) => ownList(stores, viewer, id),

    async create(viewer, { title, repliesPolicy = "list", exclusive = false }) {
      const list = {
        id: ids.next<"list">(),
        account: viewer,
        title: checked(title),
        repliesPolicy,
        exclusive,
      };
      await transact(async (work) => {
        if ((await work.lists.of(viewer)).length >= listLimits.lists)
          throw new Refusal("limit-reached", `There can be no more than ${listLimits.lists} lists.`);
        await work.lists.add(list);
      });
      return list;
    },
    async change(viewer, id, change) {
      const asked = change.title === undefined ? change : { ...change, title: checked(change.title) };
      await transact(async (work) => {
        if (!(await work.lists.change(viewer, id, asked))) throw new Refusal("not-found");
      });
      return ownList(stores, viewer, id);
    },
    async remove(viewer, id) {
      if (!(await transact((work) => work.lists.remove(viewer, id)))) throw new Refusal("not-found");
    },

    async members(viewer, id, page) {
      await ownList(stores, viewer, id);
      const rows = await stores.lists.members(id, page);
      const accounts = await existingAccounts(
        stores.accounts,
        rows.map(({ item }) => item),
      );
      return pagedOf(rows, byId(accounts), page);
    },
    addMembers: (viewer, id, members) =>
      transact((work) => takeIn(work, { viewer, id, members: [...new Set(members)] }, clock.now())),
    removeMembers: (viewer, id, members) =>
      transact(async (work) => {
        await ownList(work, viewer, id);
        await work.lists.removeMembers(id, members);
      }),
    holding: (viewer, member) => stores.lists.holding(viewer, member),
  };
}

/** Nobody reads the lists of an account that is gone. */
export async function forgetLists(
  { account }: EventOf<"account.deleted">,
  { work }: { readonly work: Work },
): Promise<void> {
  await work.lists.removeAllOf(account);
}

function checked(title: string): string {
  const trimmed = title.trim();
  if (trimmed === "") throw new Refusal("invalid", "Title can't be blank");
  if (codePointsOf(trimmed) > listLimits.titleCharacters)
    throw new Refusal("invalid", `Title is too long (maximum is ${listLimits.titleCharacters} characters)`);
  return trimmed;
}

async function ownList(stores: Pick<Stores, "lists">, viewer: AccountId, id: ListId): Promise<List> {
  const list = await stores.lists.byId(viewer, id);
  if (list === undefined) throw new Refusal("not-found");
  return list;
}

interface Intake {
  readonly viewer: AccountId;
  readonly id: ListId;
  readonly members: readonly AccountId[];
}

async function takeIn(work: Work, { viewer, id, members }: Intake, at: Date): Promise<void> {
  await ownList(work, viewer, id);
  const known = await existingAccounts(work.accounts, members);
  if (known.length < members.length) throw new Refusal("not-found");
  const relations = await work.follows.relations(viewer, members);
  const strangers = relations.filter(({ of, out }) => of !== viewer && out === undefined);
  if (strangers.length > 0) throw new Refusal("invalid", "Account must be a followed account");
  const added = await work.lists.addMembers(id, members, at);
  if (added.length < members.length) throw new Refusal("invalid", "Account has already been taken");
  if ((await work.lists.membersCount(id)) > listLimits.members)
    throw new Refusal("limit-reached", `A list can have no more than ${listLimits.members} members.`);
}
