import type { ReportStore } from "../reports/reports.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

export function reportStore({ reports }: Tables): ReportStore {
  return {
    async add(report) {
      const isKnown = reports
        .values()
        .some(({ uri, target }) => uri !== undefined && uri === report.uri && target === report.target);
      if (isKnown) return false;
      reports.set(report.id, report);
      return true;
    },
    byId: async (id) => reports.get(id),
    async list({ isResolved, target }, page) {
      const wanted = reports
        .values()
        .filter((one) => isResolved === undefined || (one.resolvedAt !== undefined) === isResolved)
        .filter((one) => target === undefined || one.target === target);
      return pageOf(wanted, page, ({ id }) => id).map((report) => ({ cursor: report.id, item: report }));
    },
    async resolve(id, at) {
      const report = reports.get(id);
      if (report === undefined || (report.resolvedAt === undefined) === (at === undefined)) return false;
      reports.set(id, { ...report, resolvedAt: at });
      return true;
    },
  };
}
