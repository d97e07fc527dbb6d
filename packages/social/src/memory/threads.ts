import { compareIds, type StatusId } from "../kernel/id.ts";
import type { Status } from "../statuses/status.ts";
import type { StatusStore } from "../statuses/statuses.store.ts";
import type { Tables } from "./tables.ts";

/** Parents up to the root, the root first, deleted ones among them. */
export function lineOf({ statuses }: Tables, id: StatusId, limit: number = Infinity): readonly Status[] {
  const found: Status[] = [];
  let next = statuses.get(id)?.inReplyTo;
  while (next !== undefined && found.length < limit) {
    const parent = statuses.get(next);
    if (parent === undefined) break;
    found.unshift(parent);
    next = parent.inReplyTo;
  }
  return found;
}

/** Parents up to the root, the root first; a deleted one is passed through. */
export function ancestorsOf(tables: Tables, id: StatusId, limit: number): StatusId[] {
  return lineOf(tables, id, limit)
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map((status) => status.id);
}

/** Direct replies for everybody, oldest first. */
export function repliesTo(
  { statuses }: Tables,
  id: StatusId,
  { of, isOf, after, limit }: Parameters<StatusStore["replies"]>[1],
): StatusId[] {
  return statuses
    .values()
    .filter(({ inReplyTo, deletedAt }) => inReplyTo === id && deletedAt === undefined)
    .filter(({ visibility }) => visibility === "public" || visibility === "unlisted")
    .filter(({ account }) => (account === of) === isOf)
    .map((status) => status.id)
    .filter((reply) => after === undefined || compareIds(reply, after) > 0)
    .sort(compareIds)
    .slice(0, limit);
}

/** Replies, depth first; where there are too many, those nearest to the top. */
export function descendantsOf({ statuses }: Tables, id: StatusId, limit: number): StatusId[] {
  const all = statuses.values().sort((one, other) => compareIds(one.id, other.id));
  const answering = (parents: ReadonlySet<string>): Status[] =>
    all.filter(({ inReplyTo }) => inReplyTo !== undefined && parents.has(inReplyTo));
  const found: Status[] = [];
  let level = answering(new Set([id]));
  while (level.length > 0 && found.length < limit) {
    found.push(...level.slice(0, limit - found.length));
    level = answering(new Set(level.map((reply) => reply.id)));
  }
  const depthFirst = (parent: StatusId): Status[] =>
    found
      .filter(({ inReplyTo }) => inReplyTo === parent)
      .flatMap((reply) => [reply, ...depthFirst(reply.id)]);
  return depthFirst(id)
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map((status) => status.id);
}
