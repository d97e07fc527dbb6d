import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { isKeptOut } from "../blocks/unwanted.ts";
import type { AccountId } from "../kernel/id.ts";
import type { NewStatus, Status } from "../statuses/status.ts";
import { removeStatus } from "../statuses/remove.ts";
import type { Storage, Work } from "../stores.ts";
import type { BoostNeeds } from "./add-boost.ts";
import { storeBoost } from "./add-boost.ts";
import type { BoostRules, ReceivedBoost } from "./boosts.ts";
import { boostVisibility, mayBoost, newBoost } from "./new-boost.ts";

export function createBoostRules(needs: BoostNeeds & { readonly storage: Storage }): BoostRules {
  const { transact } = needs.storage;
  return {
    receive: (boost) => transact((work) => receiveBoost(work, boost, needs)),
    receiveUndo: (account, named) =>
      transact(async (work) => {
        const boost = await findBoost(work, account, named);
        return boost !== undefined && (await removeStatus(work, boost, needs.clock.now()));
      }),
  };
}

async function receiveBoost(
  work: Work,
  { account, of, uri, published, visibility }: ReceivedBoost,
  { clock, ids }: BoostNeeds,
): Promise<Status | undefined> {
  const booster = await work.accounts.byId(account);
  if (booster === undefined || isLocal(booster) || !isThere(booster)) return undefined;
  const status = await work.statuses.byId(of);
  if (status === undefined || status.boostOf !== undefined || !mayBoost(status, account)) return undefined;
  if (await isKeptOut(work, account, status.account)) return undefined;
  const now = clock.now();
  const createdAt = published < now ? published : now;
  const boost = newBoost(
    {
      id: ids.next<"status">(createdAt),
      uri,
      account,
      visibility: boostVisibility(status, visibility),
      createdAt,
    },
    status,
  );
  await giveWay(work, boost, now);
  return storeBoost(work, boost, status);
}

/**
 * Who boosts a second time took the first back in between, even where we have not heard of that yet: the later boost
 * stands, so that the first one's end, which comes late, ends nothing else.
 */
async function giveWay(
  work: Work,
  { account, boostOf, uri, createdAt }: NewStatus,
  now: Date,
): Promise<void> {
  const stands = boostOf && (await work.statuses.boostBy(account, boostOf));
  if (stands === undefined || stands.uri === uri || stands.createdAt >= createdAt) return;
  if (await work.statuses.isBuried(uri)) return;
  await removeStatus(work, stands, now);
}

async function findBoost(
  work: Work,
  account: AccountId,
  named: Parameters<BoostRules["receiveUndo"]>[1],
): Promise<Status | undefined> {
  const boost =
    "uri" in named ? await work.statuses.byUri(named.uri) : await work.statuses.boostBy(account, named.of);
  return boost?.account === account && boost.boostOf !== undefined ? boost : undefined;
}
