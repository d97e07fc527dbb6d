import type { Flag } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { instanceActorUri } from "../accounts/instance-actor.ts";
import type { People } from "../accounts/people.activity.ts";
import { send } from "../delivery/delivery.activity.ts";
import type { FollowUp } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import { isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Status } from "../statuses/status.ts";
import type { Storage } from "../stores.ts";
import type { ReportRules } from "./reports.ts";

export interface FlagReceiverNeeds {
  readonly storage: Pick<Storage, "stores">;
  readonly people: People;
  readonly rules: { readonly reports: ReportRules };
  readonly settings: Home;
}

/** Of what one report names, this much is looked at (S-047). */
const maxObjects = 50;

/**
 * Somebody elsewhere reports accounts and posts of this server: a report for each account that it concerns. It is theirs
 * who sent it, whomever it names, and nobody who is reported learns of it.
 */
export async function onFlag(flag: Flag, needs: FlagReceiverNeeds): Promise<void> {
  const concerned = await readConcerned(flag, needs);
  if (concerned.size === 0) return;
  const from = await needs.people.byUri(flag.actor);
  if (from === undefined || isLocal(from) || !isThere(from)) return;
  const host = URL.parse(flag.actor)?.host ?? "";
  for (const [target, statuses] of concerned) {
    const report = { from: from.id, host, target, statuses, comment: flag.content ?? "", uri: flag.id };
    await needs.rules.reports.receive(report);
  }
}

/** The accounts here that a report names, or whose posts it names, each with those of its posts. */
async function readConcerned(
  { object }: Flag,
  { storage, settings }: FlagReceiverNeeds,
): Promise<ReadonlyMap<AccountId, readonly StatusId[]>> {
  const { accounts, statuses } = storage.stores;
  const concerned = new Map<AccountId, readonly StatusId[]>();
  for (const uri of object.filter((one) => isOurs(one, settings)).slice(0, maxObjects)) {
    const account = await accounts.byUri(toUri(uri));
    const status = account === undefined ? await statuses.byUri(toUri(uri)) : undefined;
    const target = account?.id ?? status?.account;
    if (target === undefined) continue;
    const before = concerned.get(target) ?? [];
    concerned.set(target, status === undefined ? before : [...before, status.id]);
  }
  return concerned;
}

/** Tells the server of whoever is reported, in the name of this server and without a word about who found it. */
export async function forwardReport(event: EventOf<"report.filed">, context: FollowUp): Promise<void> {
  const { accounts, reports, statuses } = context.work;
  const report = await reports.byId(event.report);
  const server = await accounts.byUri(instanceActorUri(context.settings));
  const target = report && (await accounts.byId(report.target));
  if (report === undefined || server === undefined || target === undefined || !report.isForwarded) return;
  if (isLocal(target) || target.deletedAt !== undefined) return;
  const named: readonly Status[] = await statuses.byIds(report.statuses);
  const activity = {
    type: "Flag",
    id: `${server.uri}#reports/${report.id}`,
    actor: server.uri,
    to: [target.uri],
    cc: [],
    published: undefined,
    object: [target.uri, ...named.map(({ uri }) => uri)],
    content: report.comment,
  } as const;
  await send({ activity, sender: server, inboxes: [target.endpoints.inbox] }, context);
}
