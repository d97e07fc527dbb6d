import { expect, test } from "vitest";
import { toId } from "./id.ts";
import { canSee } from "./visibility.ts";

const [author, named, other] = [toId<"account">("1"), toId<"account">("2"), toId<"account">("3")] as const;
const viewers = {
  stranger: undefined,
  author: { id: author, follows: false, isBlocked: false },
  mentioned: { id: named, follows: false, isBlocked: false },
  follower: { id: other, follows: true, isBlocked: false },
  other: { id: other, follows: false, isBlocked: false },
};

test.each([
  ["public", ["stranger", "author", "mentioned", "follower", "other"]],
  ["unlisted", ["stranger", "author", "mentioned", "follower", "other"]],
  ["private", ["author", "mentioned", "follower"]],
  ["direct", ["author", "mentioned"]],
] as const)("a %s status is seen by %j (S-085)", (visibility, expected) => {
  const status = { account: viewers.author.id, visibility, mentions: [viewers.mentioned.id] };
  const seeing = Object.entries(viewers).filter(([, viewer]) => canSee(status, viewer));
  expect(seeing.map(([name]) => name)).toEqual(expected);
});

test("whoever the author keeps away sees nothing of theirs, mentioned or not (S-050, F-158)", () => {
  for (const visibility of ["public", "unlisted", "private", "direct"] as const) {
    const status = { account: author, visibility, mentions: [named] };
    expect(canSee(status, { id: named, follows: true, isBlocked: true })).toBe(false);
    expect(canSee(status, { id: author, follows: false, isBlocked: false })).toBe(true);
  }
});
