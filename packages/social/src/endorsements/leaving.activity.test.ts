import { expect, test } from "vitest";
import { neighbours } from "../testing/neighbours.activity.ts";

test("an endorsement ends with the follow, whoever ends it, and notes stay", async () => {
  const { border, anaId, bobId } = await neighbours();
  const { social } = border;
  await social.endorsements.add(anaId, bobId);
  await social.privateNotes.write(anaId, bobId, "a poet");
  await social.follows.unfollow(anaId, bobId);
  await border.settle();
  const [after] = await social.follows.relationships(anaId, [bobId]);
  expect(after).toMatchObject({ endorsed: false, note: "a poet" });
});

test("whoever is deleted takes along their notes and endorsements, and what others noted of them", async () => {
  const { border, anaId, bobId } = await neighbours();
  const { social, storage } = border;
  const cyId = await border.person("cy");
  await social.follows.follow(cyId, anaId, {});
  await social.endorsements.add(cyId, anaId);
  await social.endorsements.add(anaId, bobId);
  await social.privateNotes.write(anaId, bobId, "a poet");
  await social.privateNotes.write(cyId, anaId, "a friend");
  await social.moderation.remove(anaId);
  await border.settle();
  const { endorsements, privateNotes } = storage.stores;
  expect(await privateNotes.among(anaId, [bobId])).toEqual(new Map());
  expect(await privateNotes.among(cyId, [anaId])).toEqual(new Map());
  expect(await endorsements.among(anaId, [bobId])).toEqual(new Set());
  expect(await endorsements.among(cyId, [anaId])).toEqual(new Set());
});
