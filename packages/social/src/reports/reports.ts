import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { existingAccount, existingAccounts } from "../accounts/existing.ts";
import { treatmentOf } from "../domains/treatment.ts";
import { codePointsOf } from "../kernel/characters.ts";
import type { AccountId, ReportId, StatusId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import { tidyText } from "../kernel/tidy.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Views } from "../statuses/views.ts";
import type { Storage, Work } from "../stores.ts";
import type { Report, ReportCategory, ReportFilter } from "./reports.store.ts";

export interface NewReport {
  readonly target: AccountId;
  readonly statuses: readonly StatusId[];
  /** Plain text of at most 1000 characters. */
  readonly comment: string;
  readonly category: ReportCategory;
  /** Whether the target's own server shall be told, where that is another one. */
  readonly forward: boolean;
}

export interface ReportView {
  readonly report: Report;
  readonly from: Account | undefined;
  readonly target: Account;
}

/** Saying that something is wrong, and dealing with it. Whoever is reported is told nothing. */
export interface Reports {
  /** Refuses `not-found` (the account, or a status that is not theirs or not for the viewer), `invalid` (too long, too many, oneself). */
  file(viewer: AccountId, report: NewReport): Promise<ReportView>;
  /** For those who moderate. */
  list(filter: ReportFilter, page: Page): Promise<Paged<ReportView>>;
  show(id: ReportId): Promise<ReportView>;
  /** Marks as dealt with. A second time it changes nothing. Refuses `not-found`. */
  resolve(id: ReportId): Promise<ReportView>;
  reopen(id: ReportId): Promise<ReportView>;
}

/** A report as another server brings it, about one account here. */
export interface ReceivedReport {
  readonly from: AccountId;
  /** The server that it comes from. */
  readonly host: string;
  readonly target: AccountId;
  readonly statuses: readonly StatusId[];
  readonly comment: string;
  readonly uri: string | undefined;
}

/** What other servers may report. For the federation door alone; each may be said twice. */
export interface ReportRules {
  /** Keeps a report about an account here. `false` when it is known, or the server's reports are not heard (S-047). */
  receive(report: ReceivedReport): Promise<boolean>;
}

export interface ReportsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly views: Views;
}

/** How much one report may hold (S-047). */
const most = { comment: 1000, statuses: 50 } as const;

export function createReports(needs: ReportsNeeds): Reports & ReportRules {
  const { storage, clock } = needs;
  const { stores, transact } = storage;
  const show = async (id: ReportId): Promise<ReportView> => {
    const report = await stores.reports.byId(id);
    const [view] = report === undefined ? [] : await viewsOf([report], storage);
    if (view === undefined) throw new Refusal("not-found");
    return view;
  };
  return {
    async file(viewer, report) {
      const id = await fileReport(viewer, report, needs);
      return show(id);
    },
    async list(filter, page) {
      const rows = await stores.reports.list(filter, page);
      const reports = rows.map(({ item }) => item);
      const views = new Map((await viewsOf(reports, storage)).map((view) => [view.report.id, view]));
      const ids = rows.map(({ cursor, item }) => ({ cursor, item: item.id }));
      return pagedOf(ids, views, page);
    },
    show,
    async resolve(id) {
      await transact((work) => work.reports.resolve(id, clock.now()));
      return show(id);
    },
    async reopen(id) {
      await transact((work) => work.reports.resolve(id, undefined));
      return show(id);
    },
    receive: (report) => transact((work) => receiveReport(work, report, needs)),
  };
}

async function viewsOf(reports: readonly Report[], { stores }: Storage): Promise<readonly ReportView[]> {
  const ids = [...new Set(reports.flatMap(({ from, target }) => [from, target]))];
  const accounts = byId(ids.length === 0 ? [] : await stores.accounts.byIds(ids));
  return reports.flatMap((report) => {
    const target = accounts.get(report.target);
    return target === undefined ? [] : [{ report, from: accounts.get(report.from), target }];
  });
}

async function fileReport(viewer: AccountId, given: NewReport, needs: ReportsNeeds): Promise<ReportId> {
  const { storage, views } = needs;
  if (viewer === given.target) throw new Refusal("invalid", "Nobody can report themselves.");
  const target = await existingAccount(storage.stores.accounts, given.target);
  const comment = tidyText(given.comment).trim();
  if (codePointsOf(comment) > most.comment)
    throw new Refusal("invalid", `A comment has at most ${most.comment} characters.`);
  const statuses = [...new Set(given.statuses)];
  if (statuses.length > most.statuses)
    throw new Refusal("invalid", `A report names at most ${most.statuses} statuses.`);
  const seen = await views.named.see(viewer, statuses);
  const isAll = seen.length === statuses.length && seen.every(({ account }) => account.id === target.id);
  if (!isAll) throw new Refusal("not-found", "One of the statuses is not there.");
  return storage.transact(async (work) => {
    const isForwarded = given.forward && !isLocal(target);
    const { category } = given;
    const report = newReport({ from: viewer, target: target.id, statuses, comment, category }, needs);
    await work.reports.add({ ...report, isForwarded });
    work.record({ type: "report.filed", account: target.id, report: report.id });
    return report.id;
  });
}

function newReport(
  given: Pick<Report, "from" | "target" | "statuses" | "comment" | "category">,
  { ids, clock }: ReportsNeeds,
): Report {
  const beginning = { isForwarded: false, uri: undefined, at: clock.now(), resolvedAt: undefined };
  return { ...given, ...beginning, id: ids.next<"report">() };
}

async function receiveReport(work: Work, given: ReceivedReport, needs: ReportsNeeds): Promise<boolean> {
  const { from, host, target, uri } = given;
  if ((await treatmentOf(work.domainRules, host)).rejectsReports) return false;
  const [account] = await existingAccounts(work.accounts, [target]);
  if (account === undefined || !isLocal(account)) return false;
  const statuses = given.statuses.slice(0, most.statuses);
  const comment = Array.from(tidyText(given.comment).trim()).slice(0, most.comment).join("");
  const report = newReport({ from, target, statuses, comment, category: "other" }, needs);
  if (!(await work.reports.add({ ...report, uri }))) return false;
  work.record({ type: "report.filed", account: target, report: report.id });
  return true;
}
