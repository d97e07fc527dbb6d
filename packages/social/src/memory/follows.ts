import type { Follow, FollowStore } from "../follows/follows.store.ts";
import { isBelow } from "../kernel/domain.ts";
import { type AccountId, compareIds } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";
import { countAccount } from "./counters.ts";
import { leaveLists } from "./lists.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

const key = (follower: AccountId, followed: AccountId): string => `${follower} ${followed}`;

export function followStore(tables: Tables): FollowStore {
  const { follows } = tables;
  return {
    async add(follow) {
      const at = key(follow.follower, follow.followed);
      if (follows.has(at)) return false;
      follows.set(at, follow);
      if (follow.state === "accepted") count(tables, follow, 1);
      return true;
    },
    async change(follower, followed, change) {
      const follow = follows.get(key(follower, followed));
      if (follow === undefined) return false;
      follows.set(key(follower, followed), { ...follow, ...change });
      return true;
    },
    async accept(follower, followed) {
      const follow = follows.get(key(follower, followed));
      if (follow?.state !== "requested") return false;
      follows.set(key(follower, followed), { ...follow, state: "accepted" });
      count(tables, follow, 1);
      return true;
    },
    async suspend(follower, followed) {
      const follow = follows.get(key(follower, followed));
      if (follow?.state !== "accepted") return false;
      follows.set(key(follower, followed), { ...follow, state: "requested" });
      count(tables, follow, -1);
      return true;
    },
    async remove(follower, followed) {
      const follow = follows.get(key(follower, followed));
      follows.delete(key(follower, followed));
      leaveLists(tables, follower, followed);
      if (follow?.state === "accepted") count(tables, follow, -1);
      return follow;
    },
    between: async (follower, followed) => follows.get(key(follower, followed)),
    byUri: async (uri) => follows.values().find((follow) => follow.uri === uri),
    relations: async (viewer, others) =>
      [...new Set(others)].map((of) => ({
        of,
        out: follows.get(key(viewer, of)),
        in: follows.get(key(of, viewer)),
      })),
    ...followLists(tables),
  };
}

type Lists =
  | "followers"
  | "following"
  | "requests"
  | "followerInboxes"
  | "remoteFollowers"
  | "hasLocalFollower"
  | "notified"
  | "withDomain"
  | "acrossDomain"
  | "familiar"
  | "countWithDomain";

function domainLists({ accounts, follows }: Tables): Pick<FollowStore, "withDomain" | "acrossDomain"> {
  return {
    async withDomain(account, domain, limit) {
      const isThere = (id: AccountId) => isBelow(accounts.get(id)?.domain ?? "", domain);
      return follows
        .values()
        .filter(
          ({ follower, followed }) =>
            (follower === account && isThere(followed)) || (followed === account && isThere(follower)),
        )
        .slice(0, limit);
    },
    async acrossDomain(domain, limit) {
      const isThere = (id: AccountId) => {
        const account = accounts.get(id);
        const hosts = [account?.domain ?? "", URL.parse(account?.uri ?? "")?.host ?? ""];
        return account?.domain !== undefined && hosts.some((host) => isBelow(host, domain));
      };
      return follows
        .values()
        .filter(({ follower, followed }) => isThere(follower) || isThere(followed))
        .slice(0, limit);
    },
  };
}

function followLists(tables: Tables): Pick<FollowStore, Lists> {
  const { accounts, follows } = tables;
  const accepted = (matches: (follow: Follow) => boolean): Follow[] =>
    follows.values().filter((follow) => follow.state === "accepted" && matches(follow));
  const isHere = (id: AccountId) => accounts.get(id)?.domain === undefined;
  return {
    followers: async (of, page) =>
      part(
        accepted(({ followed }) => followed === of),
        page,
        "follower",
      ),
    following: async (of, page) =>
      part(
        accepted(({ follower }) => follower === of),
        page,
        "followed",
      ),
    async requests(of, page) {
      const waiting = follows
        .values()
        .filter(({ state, followed }) => state === "requested" && followed === of);
      return part(waiting, page, "follower");
    },
    async followerInboxes(of) {
      const followers = accepted(({ followed }) => followed === of).flatMap(
        ({ follower }) => accounts.get(follower) ?? [],
      );
      const remote = followers.filter(
        ({ domain, deletedAt, suspendedAt }) =>
          domain !== undefined && deletedAt === undefined && suspendedAt === undefined,
      );
      return [...new Set(remote.map(({ endpoints }) => endpoints.sharedInbox ?? endpoints.inbox))];
    },
    async remoteFollowers(of, origin) {
      const all = accepted(({ followed }) => followed === of).flatMap(
        ({ follower }) => accounts.get(follower) ?? [],
      );
      return all
        .filter(({ domain, deletedAt }) => domain !== undefined && deletedAt === undefined)
        .map(({ uri }) => uri)
        .filter((uri) => origin === undefined || uri.startsWith(`${origin}/`));
    },
    hasLocalFollower: async (of) =>
      accepted(({ follower, followed }) => followed === of && isHere(follower)).length > 0,
    ...domainLists(tables),
    async countWithDomain(account, domain) {
      const isThere = (id: AccountId) => isBelow(accounts.get(id)?.domain ?? "", domain);
      return {
        following: accepted((f) => f.follower === account && isThere(f.followed)).length,
        followers: accepted((f) => f.followed === account && isThere(f.follower)).length,
      };
    },
    familiar: async (viewer, others, limit) => familiar(tables, { viewer, others, limit }),
    notified: async (of) =>
      accepted(({ follower, followed, notify }) => followed === of && notify && isHere(follower)).map(
        (f) => f.follower,
      ),
  };
}

function count(tables: Tables, { follower, followed }: Follow, by: 1 | -1): void {
  countAccount(tables, follower, ["followingCount", by]);
  countAccount(tables, followed, ["followersCount", by]);
}

function part(follows: readonly Follow[], page: Page, side: "follower" | "followed"): Row<AccountId>[] {
  return pageOf(follows, page, ({ id }) => id).map((follow) => ({ cursor: follow.id, item: follow[side] }));
}

function familiar(
  { follows }: Tables,
  {
    viewer,
    others,
    limit,
  }: { readonly viewer: AccountId; readonly others: readonly AccountId[]; readonly limit: number },
): ReadonlyMap<AccountId, readonly AccountId[]> {
  const mine = follows.values().filter(({ follower, state }) => follower === viewer && state === "accepted");
  mine.sort((one, other) => compareIds(other.id, one.id));
  const among = (of: AccountId): AccountId[] =>
    mine
      .map(({ followed }) => followed)
      .filter((each) => follows.get(key(each, of))?.state === "accepted")
      .slice(0, limit);
  return new Map(others.map((of) => [of, among(of)] as const).filter(([, found]) => found.length > 0));
}
