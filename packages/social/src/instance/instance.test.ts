import { expect, test } from "vitest";
import { days } from "../kernel/time.ts";
import { createTown } from "../testing/town.ts";

test("the figures count people, those who posted of late, and their statuses", async () => {
  const { social, person, say, clock } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await say(ana, "old");
  clock.advance(days(60));
  await say(bob, "new");
  expect(await social.instance.figures()).toEqual({
    users: 2,
    activeMonth: 1,
    activeHalfyear: 2,
    localStatuses: 2,
  });
});

test("the contact is the account with that name, once there is one", async () => {
  const { social, person } = createTown();
  expect(await social.instance.contact()).toBeUndefined();
  const ana = await person("ana");
  expect((await social.instance.contact())?.id).toBe(ana);
});
