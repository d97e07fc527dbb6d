import type { Account } from "../accounts/account.ts";
import { toUri } from "../kernel/id.ts";
import type { StatusId } from "../kernel/id.ts";
import type { Edit, NewStatus, Status } from "../statuses/status.ts";
import type { StatusStore } from "../statuses/statuses.store.ts";
import { countOne, countStatus, isCountedReply } from "./counters.ts";
import { detachUploads } from "./media.ts";
import { uncountQuote } from "./quotes.ts";
import { removePoll } from "./polls.ts";
import type { Tables } from "./tables.ts";
import { nameTags } from "./tags.ts";
import { ancestorsOf, descendantsOf, lineOf, repliesTo } from "./threads.ts";

export function statusStore(tables: Tables): StatusStore {
  const { statuses, statusUris, edits, buried } = tables;
  const alive = (id: string | undefined): Status | undefined => {
    const status = id === undefined ? undefined : statuses.get(id);
    return status?.deletedAt === undefined ? status : undefined;
  };
  return {
    async add(status) {
      if (isRefused(tables, status)) return false;
      statuses.set(status.id, fresh(status));
      statusUris.set(status.uri, status.id);
      nameTags(tables, status.tags);
      countOne(tables, fresh(status), 1);
      return true;
    },
    async revise(id, revision, at) {
      const status = alive(id);
      if (status === undefined || isLater(status.editedAt, at)) return false;
      if (at !== undefined) edits.set(id, [...(edits.get(id) ?? []), asEdit(tables, status)]);
      statuses.set(id, { ...status, ...revision, editedAt: at ?? status.editedAt });
      nameTags(tables, revision.tags);
      return true;
    },
    hear: async (id, changedAt) => alive(id) !== undefined && hear(tables, id, changedAt),
    async remove(id, at) {
      if (alive(id) === undefined) return false;
      removeWithBoosts(tables, id, at);
      return true;
    },
    async removeAllOf(account, at) {
      const own = statuses.values().filter((s) => s.account === account && s.deletedAt === undefined);
      for (const { id } of own) removeWithBoosts(tables, id, at);
      return own.length;
    },
    bury: async (uri, at) => buried.set(uri, { uri, at }),
    unbury: async (account) => unbury(tables, account),
    byId: async (id) => alive(id),
    byIds: async (ids) => [...new Set(ids)].flatMap((id) => alive(id) ?? []),
    byUri: async (uri) => alive(statusUris.get(uri)),
    async isBuried(uri) {
      const id = statusUris.get(uri);
      return buried.has(uri) || (id !== undefined && alive(id) === undefined);
    },
    withDeleted: async (id) => statuses.get(id),
    boostBy: async (account, of) =>
      statuses.values().find((s) => s.account === account && s.boostOf === of && s.deletedAt === undefined),
    ancestors: async (id, limit) => ancestorsOf(tables, id, limit),
    descendants: async (id, limit) => descendantsOf(tables, id, limit),
    replies: async (id, options) => repliesTo(tables, id, options),
    history: async (id) => edits.get(id) ?? [],
    adopt: async (parent) => adopt(tables, parent),
    async countLocal() {
      const here = (status: Status) => tables.accounts.get(status.account)?.domain === undefined;
      const counts = (status: Status) => status.deletedAt === undefined && status.boostOf === undefined;
      return statuses.values().filter((status) => counts(status) && here(status)).length;
    },
  };
}

function isRefused(
  { statuses, statusUris, buried }: Tables,
  { id, uri, account, boostOf }: NewStatus,
): boolean {
  if (statuses.has(id) || statusUris.has(uri) || buried.has(uri)) return true;
  if (boostOf === undefined) return false;
  if (statuses.get(boostOf) === undefined || statuses.get(boostOf)?.deletedAt !== undefined) return true;
  return statuses
    .values()
    .some((s) => s.account === account && s.boostOf === boostOf && s.deletedAt === undefined);
}

function fresh(status: NewStatus): Status {
  return {
    ...status,
    editedAt: undefined,
    deletedAt: undefined,
    repliesCount: 0,
    boostsCount: 0,
    favouritesCount: 0,
    quotesCount: 0,
  };
}

function isLater(editedAt: Date | undefined, at: Date | undefined): boolean {
  return editedAt !== undefined && at !== undefined && editedAt >= at;
}

function asEdit({ polls }: Tables, status: Status): Edit {
  const { content, spoilerText, sensitive, emojis, media, editedAt, createdAt } = status;
  const pollOptions = polls.get(status.id)?.options.map(({ title }) => title);
  return { content, spoilerText, sensitive, emojis, media, pollOptions, at: editedAt ?? createdAt };
}

function hear({ heard }: Tables, id: StatusId, changedAt: Date): boolean {
  const before = heard.get(id);
  if (before !== undefined && before >= changedAt) return false;
  heard.set(id, changedAt);
  return true;
}

function removeWithBoosts(tables: Tables, id: StatusId, at: Date): void {
  const { statuses, edits } = tables;
  const boosts = statuses.values().filter((s) => s.boostOf === id && s.deletedAt === undefined);
  for (const leaving of [...boosts.map((boost) => boost.id), id]) {
    const present = statuses.get(leaving);
    if (present === undefined || present.deletedAt !== undefined) continue;
    uncountQuote(tables, leaving);
    statuses.set(leaving, tombstone(statuses.get(leaving) ?? present, at));
    edits.delete(leaving);
    tables.statusLinks.delete(leaving);
    detachUploads(tables, leaving, at);
    removePoll(tables, leaving);
    tables.policies.delete(leaving);
    countOne(tables, present, -1);
  }
}

/** What stays of a deleted one: whom it addressed, and nothing of what it said. */
function tombstone(status: Status, at: Date): Status {
  const text = status.text === undefined ? undefined : "";
  return { ...status, text, content: "", spoilerText: "", emojis: [], media: [], deletedAt: at };
}

function adopt(tables: Tables, { id: parent, uri }: Status): void {
  const above = new Set([parent, ...lineOf(tables, parent).map(({ id }) => id)]);
  const waiting = tables.statuses.values().filter((status) => status.inReplyToUri === uri);
  for (const reply of waiting) if (!above.has(reply.id)) adoptOne(tables, reply, parent);
}

function adoptOne(tables: Tables, reply: Status, parent: StatusId): void {
  const inReplyToAccount = tables.statuses.get(parent)?.account;
  tables.statuses.set(reply.id, { ...reply, inReplyTo: parent, inReplyToAccount, inReplyToUri: undefined });
  if (isCountedReply(reply) && reply.deletedAt === undefined)
    countStatus(tables, parent, ["repliesCount", 1]);
}

function unbury({ statuses, statusUris, buried }: Tables, { id, uri }: Pick<Account, "id" | "uri">): void {
  for (const one of buried.values()) if (one.uri.startsWith(uri)) buried.delete(one.uri);
  for (const status of statuses.values()) {
    const end = `#gone-${status.id}`;
    if (status.account !== id || status.deletedAt === undefined || status.uri.endsWith(end)) continue;
    const other = toUri<"object">(status.uri + end);
    statusUris.delete(status.uri);
    statusUris.set(other, status.id);
    statuses.set(status.id, { ...status, uri: other });
  }
}
