import type { Follow } from "../follows/follows.store.ts";
import type { AccountId, ListId } from "../kernel/id.ts";
import type { List } from "../lists/lists.store.ts";
import type { Status } from "../statuses/status.ts";
import type { AccountStatusesFilter } from "../statuses/statuses.store.ts";
import type { PublicFilter, TimelineStore } from "../timelines/timelines.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

export function timelineStore(tables: Tables): TimelineStore {
  const standing = () => tables.statuses.values().filter(({ deletedAt }) => deletedAt === undefined);
  const ids = (statuses: readonly Status[]) => statuses.map(({ id }) => id);
  return {
    async home(reader, page) {
      const shown = standing().filter((status) => isInHome(tables, reader, status));
      return ids(pageOf(shown, page, ({ id }) => id));
    },
    async list(list, page) {
      const shown = standing().filter((status) => isInList(tables, list, status));
      return ids(pageOf(shown, page, ({ id }) => id));
    },
    async public(filter, page) {
      const shown = standing().filter((s) => isPublic(tables, s, filter) && !isReplyToOther(s));
      return ids(pageOf(shown, page, ({ id }) => id));
    },
    async tagged(filter, page) {
      const { any, all, none } = filter;
      const shown = standing()
        .filter((status) => isPublic(tables, status, filter))
        .filter(({ tags }) => any.length === 0 || any.some((tag) => tags.includes(tag)))
        .filter(({ tags }) => all.every((tag) => tags.includes(tag)))
        .filter(({ tags }) => !none.some((tag) => tags.includes(tag)));
      return ids(pageOf(shown, page, ({ id }) => id));
    },
    async account(account, { reader, filter, page }) {
      const shown = standing()
        .filter((status) => status.account === account && passes(status, filter))
        .filter((status) => maySee(tables, reader, status));
      return ids(pageOf(shown, page, ({ id }) => id));
    },
    async homesWith(id, among) {
      const status = tables.statuses.get(id);
      if (status === undefined || status.deletedAt !== undefined) return [];
      return [...new Set(among)].filter((reader) => isInHome(tables, reader, status));
    },
    async listsWith(id, among) {
      const status = tables.statuses.get(id);
      if (status === undefined || status.deletedAt !== undefined) return [];
      const holds = (each: ListId): boolean => {
        const list = tables.lists.get(each);
        return list !== undefined && isInList(tables, list, status);
      };
      return [...new Set(among)].filter(holds);
    },
  };
}

function followOf({ follows }: Tables, follower: AccountId, followed: AccountId): Follow | undefined {
  const follow = follows.get(`${follower} ${followed}`);
  return follow?.state === "accepted" ? follow : undefined;
}

function maySee(tables: Tables, reader: AccountId | undefined, status: Status): boolean {
  if (status.visibility === "public" || status.visibility === "unlisted") return true;
  if (reader === undefined) return false;
  if (reader === status.account || status.mentions.includes(reader)) return true;
  return status.visibility === "private" && followOf(tables, reader, status.account) !== undefined;
}

function isInHome(tables: Tables, reader: AccountId, status: Status): boolean {
  if (status.account === reader) return true;
  if (isKeptApart(tables, reader, status.account)) return false;
  if (hasFollowedTag(tables, reader, status)) return true;
  const follow = followOf(tables, reader, status.account);
  if (follow === undefined) return false;
  if (status.visibility === "direct" && !status.mentions.includes(reader)) return false;
  return isWanted(follow, status) && isForReader(tables, reader, status);
}

/** What the follow says of boosts and languages. */
function isWanted(follow: Follow, status: Status): boolean {
  if (status.boostOf !== undefined && !follow.showBoosts) return false;
  return speaks(follow.languages ?? [], status.language);
}

/** Whether an exclusive list of the reader has the author. */
function isKeptApart({ lists, listMembers }: Tables, reader: AccountId, author: AccountId): boolean {
  return lists
    .values()
    .some(
      ({ id, account, exclusive }) => account === reader && exclusive && listMembers.has(`${id} ${author}`),
    );
}

function hasFollowedTag({ followedTags }: Tables, reader: AccountId, status: Status): boolean {
  if (status.visibility !== "public" || status.boostOf !== undefined) return false;
  return status.tags.some((name) => followedTags.has(`${reader} ${name}`));
}

function isInList(tables: Tables, list: List, status: Status): boolean {
  const { account: owner, repliesPolicy } = list;
  const isMember = (account: AccountId): boolean => tables.listMembers.has(`${list.id} ${account}`);
  if (status.visibility === "direct" || !isMember(status.account)) return false;
  const follow = followOf(tables, owner, status.account);
  if (status.account !== owner && (follow === undefined || !isWanted(follow, status))) return false;
  if (!isReplyToOther(status) || status.inReplyToAccount === owner) return true;
  const to = status.inReplyToAccount;
  if (repliesPolicy === "list") return to !== undefined && isMember(to);
  if (repliesPolicy === "none") return false;
  return status.account === owner || (to !== undefined && followOf(tables, owner, to) !== undefined);
}

function speaks(languages: readonly string[], language: string | undefined): boolean {
  return languages.length === 0 || language === undefined || languages.includes(language);
}

function isReply({ inReplyTo, inReplyToUri }: Status): boolean {
  return inReplyTo !== undefined || inReplyToUri !== undefined;
}

function isReplyToOther(status: Status): boolean {
  return isReply(status) && status.inReplyToAccount !== status.account;
}

function isForReader(tables: Tables, reader: AccountId, status: Status): boolean {
  if (!isReplyToOther(status)) return true;
  const to = status.inReplyToAccount;
  return to !== undefined && (to === reader || followOf(tables, reader, to) !== undefined);
}

function isPublic({ accounts }: Tables, status: Status, { from, onlyMedia }: PublicFilter): boolean {
  if (status.visibility !== "public" || status.boostOf !== undefined) return false;
  if (onlyMedia && status.media.length === 0) return false;
  const isHere = accounts.get(status.account)?.domain === undefined;
  return from === "anywhere" || (from === "here") === isHere;
}

function passes(status: Status, filter: AccountStatusesFilter): boolean {
  if (filter.excludeReplies && isReplyToOther(status)) return false;
  if (filter.excludeBoosts && status.boostOf !== undefined) return false;
  if (filter.onlyMedia && status.media.length === 0) return false;
  return filter.tagged === undefined || status.tags.includes(filter.tagged);
}
