import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";

test("a tag is shown by any of its spellings, with a week of use", async () => {
  const { social, person, say } = createTown();
  await say(await person("ana"), "#Café");
  const tag = await social.tags.show("#CAFÉ");
  expect(tag.name).toBe("café");
  expect(tag.history[0]).toMatchObject({ day: new Date("2026-03-01T00:00:00Z"), uses: 1, accounts: 1 });
});

test("a tag that nobody has used has no history, and what is no tag is not found", async () => {
  const { social } = createTown();
  expect(await social.tags.show("Quiet")).toEqual({ id: "quiet", name: "quiet", history: [] });
  await expect(social.tags.show("123")).rejects.toMatchObject({ code: "not-found" });
});
