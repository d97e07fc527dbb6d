import { expect, test } from "vitest";
import { toId } from "./id.ts";
import { canSee } from "./visibility.ts";

const [author, named, other] = [toId<"account">("1"), toId<"account">("2"), toId<"account">("3")] as const;
const viewers = {
  stranger: undefined,
  author: { id: author, follows: false },
  mentioned: { id: named, follows: false },
  follower: { id: other, follows: true },
  other: { id: other, follows: false },
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
