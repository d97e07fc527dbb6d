import { paged } from "@trunkline/social";
import { expect, test } from "vitest";
import { linked, linkHeader } from "./paging.ts";

const url = new URL("https://social.test/api/v1/timelines/home?limit=2&max_id=9");
const rows = [
  { cursor: "8", item: "a" },
  { cursor: "7", item: "b" },
];

test("a full part has older and newer neighbours, and keeps the other parameters", () => {
  const part = linked(paged(rows, { limit: 2 }), (item) => item);
  expect(part.body).toEqual(["a", "b"]);
  expect(linkHeader(url, part)).toBe(
    '<https://social.test/api/v1/timelines/home?limit=2&max_id=7>; rel="next", ' +
      '<https://social.test/api/v1/timelines/home?limit=2&min_id=8>; rel="prev"',
  );
});

test("the last part has no older neighbour", () => {
  const part = linked(paged(rows, { limit: 3 }), (item) => item);
  expect(linkHeader(url, part)).toBe(
    '<https://social.test/api/v1/timelines/home?limit=2&min_id=8>; rel="prev"',
  );
});

test("an empty part has none", () => {
  expect(
    linkHeader(
      url,
      linked(paged([], { limit: 2 }), (item) => item),
    ),
  ).toBeUndefined();
});

test("a token never gets into a link", () => {
  const withToken = new URL("https://social.test/api/v1/timelines/home?access_token=secret");
  expect(
    linkHeader(
      withToken,
      linked(paged(rows, { limit: 2 }), (item) => item),
    ),
  ).not.toContain("secret");
});
