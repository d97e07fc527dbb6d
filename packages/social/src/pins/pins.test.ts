import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";

const page = { limit: 10 };

async function town() {
  const { social, person, say } = createTown();
  const [ana, ben] = [await person("ana"), await person("ben")];
  return { social, say, ana, ben };
}

test("what is pinned last comes first, and says of itself that it is pinned, to its author", async () => {
  const { social, say, ana, ben } = await town();
  const [one, two] = [await say(ana, "one"), await say(ana, "two")];
  await social.pins.add(ana, two.status.id);
  expect((await social.pins.add(ana, one.status.id)).marks?.pinned).toBe(true);
  const shown = await social.pins.of(ben, ana, page);
  expect(shown.items.map(({ status }) => status.id)).toEqual([one.status.id, two.status.id]);
  expect((await social.pins.remove(ana, one.status.id)).marks?.pinned).toBe(false);
});

test("a post for followers that is pinned is shown to them alone", async () => {
  const { social, say, ana, ben } = await town();
  const { status } = await say(ana, "quiet", { visibility: "private" });
  await social.pins.add(ana, status.id);
  expect((await social.pins.of(ben, ana, page)).items).toEqual([]);
  expect((await social.pins.of(ana, ana, page)).items).toHaveLength(1);
});

test("neither another's post, nor a boost, nor a direct one can be pinned, and no sixth", async () => {
  const { social, say, ana, ben } = await town();
  const theirs = await say(ben, "theirs");
  const boost = await social.boosts.add(ana, theirs.status.id, undefined);
  const direct = await say(ana, "to @ben", { visibility: "direct" });
  for (const { status } of [theirs, boost, direct])
    await expect(social.pins.add(ana, status.id)).rejects.toMatchObject({ code: "invalid" });
  for (const text of ["1", "2", "3", "4", "5"]) {
    const { status } = await say(ana, text);
    await social.pins.add(ana, status.id);
  }
  const sixth = await say(ana, "6");
  await expect(social.pins.add(ana, sixth.status.id)).rejects.toMatchObject({ code: "limit-reached" });
});

test("a hashtag is featured under its normal name, up to ten of them, and suggested while it is not", async () => {
  const { social, say, ana } = await town();
  await say(ana, "#Cats and #dogs");
  await say(ana, "#Cats");
  expect((await social.featuredTags.suggestions(ana)).map(({ name }) => name)).toEqual(["cats", "dogs"]);
  const featured = await social.featuredTags.add(ana, "#Cats");
  expect(featured).toMatchObject({ name: "cats", statusesCount: 2 });
  expect(await social.featuredTags.add(ana, "cats")).toEqual(featured);
  expect((await social.featuredTags.suggestions(ana)).map(({ name }) => name)).toEqual(["dogs"]);
  await expect(social.featuredTags.add(ana, "1")).rejects.toMatchObject({ code: "invalid" });
  for (let index = 1; index <= 9; index += 1) await social.featuredTags.add(ana, `tag${index}`);
  await expect(social.featuredTags.add(ana, "eleventh")).rejects.toMatchObject({ code: "limit-reached" });
  await social.featuredTags.remove(ana, featured.id);
  await expect(social.featuredTags.remove(ana, featured.id)).rejects.toMatchObject({ code: "not-found" });
});
