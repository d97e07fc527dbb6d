import type { Account } from "../accounts/account.ts";
import { existingAccounts } from "../accounts/existing.ts";
import { readUnwanted } from "../blocks/unwanted.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Work } from "../stores.ts";
import type { NotificationsNeeds } from "./notifications.ts";
import type { NotificationPolicy } from "./policy.ts";
import { usualPolicy } from "./policy.ts";
import type { HeldBack, NotificationRequest, NotificationRequestId } from "./requests.store.ts";

/** A request with whom it is of, and the newest status that is held back. */
export interface RequestView {
  readonly request: NotificationRequest;
  readonly from: Account;
  readonly lastStatus: StatusView | undefined;
}

/** A policy, and how much it holds back. */
export interface PolicyView {
  readonly policy: NotificationPolicy;
  readonly heldBack: HeldBack;
}

/** Whom somebody wants to hear of, and who asks to be heard. */
export interface NotificationRequests {
  policy(viewer: AccountId): Promise<PolicyView>;
  /** Changes what is given. What is held back already stays so. */
  changePolicy(viewer: AccountId, change: Partial<NotificationPolicy>): Promise<PolicyView>;
  list(viewer: AccountId, page: Page): Promise<Paged<RequestView>>;
  /** Refuses with `not-found` where it is not the viewer's. */
  show(viewer: AccountId, id: NotificationRequestId): Promise<RequestView>;
  /** Lets through whoever asks, from now on, and tells what was held back. Leaves out what is not the viewer's. */
  accept(viewer: AccountId, ids: readonly NotificationRequestId[]): Promise<void>;
  /** Removes what was held back. Leaves out what is not the viewer's. */
  dismiss(viewer: AccountId, ids: readonly NotificationRequestId[]): Promise<void>;
  /** Whether all that was accepted is told. */
  isMerged(viewer: AccountId): Promise<boolean>;
}

export function createNotificationRequests(needs: NotificationsNeeds): NotificationRequests {
  const { stores, transact } = needs.storage;
  const policy = async (viewer: AccountId): Promise<PolicyView> => {
    const [policies, heldBack] = await Promise.all([
      stores.notificationPolicies.of([viewer]),
      stores.notificationRequests.summary(viewer),
    ]);
    return { policy: policies.get(viewer) ?? usualPolicy, heldBack };
  };
  return {
    policy,

    async changePolicy(viewer, change) {
      await transact(async (work) => {
        const before = (await work.notificationPolicies.of([viewer])).get(viewer) ?? usualPolicy;
        await work.notificationPolicies.put(viewer, { ...before, ...change });
      });
      return policy(viewer);
    },

    async list(viewer, page) {
      const rows = await stores.notificationRequests.of(viewer, page);
      const views = await viewsOf(
        viewer,
        rows.map(({ item }) => item),
        needs,
      );
      return pagedOf(
        rows.map(({ cursor, item }) => ({ cursor, item: item.id })),
        new Map(views.map((view) => [view.request.id, view])),
        page,
      );
    },

    async show(viewer, id) {
      const [view] = await viewsOf(viewer, await stores.notificationRequests.byIds(viewer, [id]), needs);
      if (view === undefined) throw new Refusal("not-found");
      return view;
    },

    accept: (viewer, ids) => transact((work) => accept(work, viewer, ids)),
    dismiss: (viewer, ids) => transact((work) => dismiss(work, { viewer, ids, until: needs.ids.next() })),
    isMerged: async (viewer) => !(await stores.notificationRequests.isMerging(viewer)),
  };
}

async function viewsOf(
  viewer: AccountId,
  requests: readonly NotificationRequest[],
  { storage, views, clock }: NotificationsNeeds,
): Promise<readonly RequestView[]> {
  const others = requests.map(({ from }) => from);
  const [people, unwanted, statuses] = await Promise.all([
    existingAccounts(storage.stores.accounts, others),
    readUnwanted(storage.stores, viewer, { others, now: clock.now() }),
    views.named.see(
      viewer,
      requests.flatMap(({ lastStatus }) => lastStatus ?? []),
    ),
  ]);
  const accounts = byId(people);
  const seen = new Map(statuses.map((view) => [view.status.id, view]));
  return requests.flatMap((request) => {
    const from = accounts.get(request.from);
    if (from === undefined || unwanted.silent.has(request.from)) return [];
    const lastStatus = request.lastStatus === undefined ? undefined : seen.get(request.lastStatus);
    return [{ request, from, lastStatus }];
  });
}

async function accept(work: Work, viewer: AccountId, ids: readonly NotificationRequestId[]): Promise<void> {
  const from = (await work.notificationRequests.byIds(viewer, ids)).map((request) => request.from);
  if (from.length === 0) return;
  await work.notificationPolicies.permit(viewer, from);
  await work.notificationRequests.accept(viewer, from);
  for (const each of from) work.record({ type: "notifications.accepted", account: viewer, from: each });
}

async function dismiss(
  work: Work,
  {
    viewer,
    ids,
    until,
  }: { readonly viewer: AccountId; readonly ids: readonly NotificationRequestId[]; readonly until: string },
): Promise<void> {
  const from = (await work.notificationRequests.byIds(viewer, ids)).map((request) => request.from);
  await work.notificationRequests.remove(viewer, from);
  for (const each of from)
    work.record({ type: "notifications.dismissed", account: viewer, from: each, until });
}

/** So much of what was held back is dealt with in one transaction. */
const batch = 500;

interface Following {
  readonly work: Work;
}

/** Tells what an accepted request held back, a piece at a time, and says so once all is told. */
export async function mergeHeldBack(
  event: EventOf<"notifications.accepted">,
  { work }: Following,
): Promise<void> {
  const { account, from } = event;
  if ((await work.notifications.release(account, from, batch)) === batch) return work.record(event);
  await work.notificationRequests.remove(account, [from]);
  if (await work.notificationRequests.isMerging(account)) return;
  work.announce({ type: "notifications.merged", account });
}

/** Removes what a dismissed request held back, a piece at a time. */
export async function dropHeldBack(
  event: EventOf<"notifications.dismissed">,
  { work }: Following,
): Promise<void> {
  const { account, from, until } = event;
  if ((await work.notifications.drop(account, from, { until, limit: batch })) === batch) work.record(event);
}

/** Nobody is told any more, nor asks to be heard. */
export async function forgetNews(
  { account }: EventOf<"account.deleted">,
  { work }: Following,
): Promise<void> {
  await work.notificationPolicies.forget(account);
  await work.notificationRequests.forget(account);
  await work.notifications.clear(account);
}
