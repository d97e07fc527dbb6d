import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { linkIn } from "../cards/links.ts";
import { compareIds } from "../kernel/id.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Condition, Possession, SearchStore, StatusSearch } from "../search/search.store.ts";
import { namePartsOf, searchedText } from "../search/words.ts";
import type { Phrase } from "../search/words.ts";
import type { Status } from "../statuses/status.ts";
import { key } from "./marks.ts";
import type { Tables } from "./tables.ts";

/** Knows no other forms of a word than the word itself. */
export function searchStore(tables: Tables): SearchStore {
  return {
    async statuses(viewer, search, { limit, offset, maxId, minId }) {
      return tables.statuses
        .values()
        .filter(({ deletedAt, boostOf }) => deletedAt === undefined && boostOf === undefined)
        .filter(({ id }) => maxId === undefined || compareIds(id, maxId) < 0)
        .filter(({ id }) => minId === undefined || compareIds(id, minId) > 0)
        .filter((status) => mayFind(tables, viewer, { status, among: search.among }))
        .filter((status) => fits(tables, status, search))
        .map(({ id }) => id)
        .sort((one, other) => compareIds(other, one))
        .slice(offset, offset + limit);
    },
    async people(parts, { viewer, isFollowed, limit, offset }) {
      const follows = (id: AccountId): boolean =>
        tables.follows.get(`${viewer ?? ""} ${id}`)?.state === "accepted";
      const rank = (account: Account): number =>
        Number(!follows(account.id)) * 2 + Number(!begins(account, parts[0]));
      return tables.accounts
        .values()
        .filter((account) => account.deletedAt === undefined && !isServer(account))
        .filter((account) => parts.every((part) => bears(account, part)))
        .filter((account) => account.discoverable || begins(account, parts[0]) || follows(account.id))
        .filter((account) => !isFollowed || follows(account.id))
        .sort(
          (one, other) =>
            rank(one) - rank(other) ||
            other.followersCount - one.followersCount ||
            compareIds(one.id, other.id),
        )
        .slice(offset, offset + limit);
    },
  };
}

function bears({ username, displayName, domain }: Account, part: string): boolean {
  const [handle = "", name] = [username, displayName].map((text) => namePartsOf(text).join(" "));
  if (Array.from(part).length < 3) return handle.startsWith(part) || name?.startsWith(part) === true;
  return `${handle} ${name} ${domain ?? ""}`.includes(part);
}

function begins({ username }: Account, part = ""): boolean {
  return username.toLowerCase().startsWith(part);
}

function isServer(account: Account): boolean {
  return isLocal(account) && account.kind === "application";
}

function mayFind(
  tables: Tables,
  viewer: AccountId,
  { status, among }: { readonly status: Status; readonly among: StatusSearch["among"] },
): boolean {
  const isOpen = status.visibility === "public" && tables.accounts.get(status.account)?.indexable === true;
  if (among === "public" || (isOpen && among === "both")) return isOpen;
  const own = key(viewer, status.id);
  return (
    status.account === viewer ||
    status.mentions.includes(viewer) ||
    tables.favourites.has(own) ||
    tables.bookmarks.has(own) ||
    tables.pollVotes.values().some((vote) => vote.account === viewer && vote.status === status.id) ||
    boosted(tables, viewer, status)
  );
}

function boosted({ statuses }: Tables, viewer: AccountId, { id }: Status): boolean {
  return statuses
    .values()
    .some(
      ({ account, boostOf, deletedAt }) => account === viewer && boostOf === id && deletedAt === undefined,
    );
}

function fits(tables: Tables, status: Status, { phrases, without, conditions }: StatusSearch): boolean {
  const words = searchedText(status).split(" ");
  return (
    phrases.every((phrase) => occurs(words, phrase)) &&
    !without.some((phrase) => occurs(words, phrase)) &&
    conditions.every((condition) => holds(tables, status, condition) !== condition.isNot)
  );
}

function occurs(said: readonly string[], { words, isOpen }: Phrase): boolean {
  const isSame = (word: string, index: number, at: number): boolean =>
    isOpen && index === words.length - 1
      ? (said[at + index]?.startsWith(word) ?? false)
      : said[at + index] === word;
  return said.some((_word, at) => words.every((word, index) => isSame(word, index, at)));
}

function holds(tables: Tables, status: Status, condition: Condition): boolean {
  switch (condition.type) {
    case "by":
      return status.account === condition.account;
    case "mentioning":
      return status.mentions.includes(condition.account);
    case "tagged":
      return status.tags.includes(condition.name);
    case "having":
      return has(tables, status, condition.what);
    case "reply":
      return status.inReplyTo !== undefined || status.inReplyToUri !== undefined;
    case "sensitive":
      return status.sensitive;
    case "language": {
      const language = status.language?.toLowerCase();
      return language === condition.language || language?.startsWith(`${condition.language}-`) === true;
    }
    case "written":
    default: {
      const { from, until } = condition;
      const { createdAt: at } = status;
      return (from === undefined || at >= from) && (until === undefined || at < until);
    }
  }
}

function has({ polls, quotes }: Tables, status: Status, what: Possession): boolean {
  if (what === "media") return status.media.length > 0;
  if (what === "poll") return polls.has(status.id);
  if (what === "quote") return quotes.has(status.id);
  if (what === "link") return linkIn(status) !== undefined;
  return status.media.some(({ mediaType }) => mediaType?.startsWith(`${what}/`));
}
