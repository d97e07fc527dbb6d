import { expect, test } from "vitest";
import { toId } from "../kernel/id.ts";
import { createTown } from "../testing/town.ts";

const everything = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };
const anywhere = { from: "anywhere", onlyMedia: false } as const;

test("home is paged by the statuses' own ids", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.follows.follow(ana, bob, {});
  const [one, two] = [await say(bob, "one"), await say(ana, "two")];
  const first = await social.timelines.home(ana, { limit: 1 });
  expect(first).toMatchObject({ newest: two.status.id, oldest: two.status.id, full: true });
  const second = await social.timelines.home(ana, { limit: 2, maxId: first.oldest });
  expect(second.items.map(({ status }) => status.id)).toEqual([one.status.id]);
  expect(second.full).toBe(false);
});

test("the public timelines hold what is public", async () => {
  const { social, person, say } = createTown();
  const ana = await person("ana");
  await say(ana, "open #x");
  await say(ana, "quiet #x", { visibility: "unlisted" });
  const page = { limit: 20 };
  const texts = (paged: Awaited<ReturnType<typeof social.timelines.home>>) =>
    paged.items.map(({ status }) => status.text);
  expect(texts(await social.timelines.public(undefined, anywhere, page))).toEqual(["open #x"]);
  const filter = { ...anywhere, any: ["X"], all: [], none: [] };
  expect(texts(await social.timelines.tagged(undefined, filter, page))).toEqual(["open #x"]);
});

test("an account's statuses are shown as far as the reader may see them (S-085)", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await say(ana, "open");
  await say(ana, "psst", { visibility: "private" });
  const read = async (viewer: typeof ana | undefined): Promise<(string | undefined)[]> =>
    (await social.timelines.account(viewer, ana, { filter: everything, page: { limit: 20 } })).items.map(
      ({ status }) => status.text,
    );
  expect(await read(bob)).toEqual(["open"]);
  expect(await read(ana)).toEqual(["psst", "open"]);
});

test("the statuses of nobody are not found, those of a deleted account are gone", async () => {
  const { social, person } = createTown();
  const ana = await person("ana");
  await social.signIn.deleteUser(ana);
  const options = { filter: everything, page: { limit: 20 } };
  await expect(social.timelines.account(undefined, ana, options)).rejects.toMatchObject({ code: "gone" });
  await expect(social.timelines.account(undefined, toId("1"), options)).rejects.toMatchObject({
    code: "not-found",
  });
});
