import type { Authorization, Note } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import { days, minutes } from "../kernel/time.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import { ana, bob, create, eve, find, neighbours, uri } from "../testing/neighbours.activity.ts";

const stamp = "https://there.example/stamps/1";
const target = "https://there.example/notes/9";

/** Bob quotes a post of Eve's, or another's. */
async function elsewhere(quote: Partial<NonNullable<Note["quote"]>> = {}, author: string = eve) {
  const { border, anaId } = await neighbours();
  border.publish(target, noteDocument(target, author));
  const authorization: Authorization = {
    type: "QuoteAuthorization",
    id: stamp,
    attributedTo: author,
    interactingObject: uri,
    interactionTarget: target,
  };
  const note = noteDocument(uri, bob, { quote: { target, authorization: stamp, isLegacy: false, ...quote } });
  await border.receive(create(note));
  const view = async () => {
    const found = await find(border);
    return found && (await border.social.statuses.show(anaId, found.id)).quote;
  };
  const verify = async () => {
    while ((await border.fediverse.verifyQuotes()) > 0);
    await border.settle();
    return (await view())?.state;
  };
  return { border, anaId, authorization, note, view, verify };
}

test("F-175: a quote elsewhere is displayed with the quoted author's permission, and not without", async () => {
  const allowed = await elsewhere();
  allowed.border.publish(stamp, allowed.authorization);
  expect(await allowed.view()).toEqual({ state: "pending", status: undefined });
  expect(await allowed.verify()).toBe("accepted");
  expect((await allowed.view())?.status).toMatchObject({ status: { uri: target } });
  const silent = await elsewhere({ authorization: undefined });
  expect(await silent.verify()).toBe("pending");
  expect((await silent.view())?.status).toBe(undefined);
});

test("F-175: whoever quotes themselves needs no permission", async () => {
  const { verify, view } = await elsewhere({ authorization: undefined }, bob);
  expect(await verify()).toBe("accepted");
  expect((await view())?.status).toMatchObject({ status: { uri: target } });
});

test("F-175: a permission with wrong fields, or of another server, is refused (S-043)", async () => {
  const wrong: readonly Partial<Authorization>[] = [
    { attributedTo: bob },
    { interactingObject: `${uri}0` },
    { interactionTarget: uri },
    { id: `${stamp}0` },
    { type: "LikeAuthorization" },
  ];
  for (const fault of wrong) {
    const { border, authorization, verify } = await elsewhere();
    border.publish(stamp, { ...authorization, ...fault });
    expect(await verify()).toBe("rejected");
  }
  for (const foreign of ["https://evil.example/stamp", `${ana}/quote_authorizations/1`]) {
    const { border, authorization, verify } = await elsewhere({ authorization: foreign });
    border.publish(foreign, { ...authorization, id: foreign });
    expect(await verify()).toBe("rejected");
  }
});

test("F-176: a permission that is not there rejects the quote; one that cannot be asked for now is asked for again", async () => {
  const missing = await elsewhere();
  expect(await missing.verify()).toBe("rejected");
  const later = await elsewhere();
  later.border.publish(stamp, "unreachable");
  expect(await later.verify()).toBe("pending");
  later.border.publish(stamp, later.authorization);
  expect(await later.verify()).toBe("pending");
  later.border.clock.advance(minutes(5));
  expect(await later.verify()).toBe("accepted");
});

test("F-177: a permission is looked at again after a week, and its end ends the quote", async () => {
  const { border, authorization, verify } = await elsewhere();
  border.publish(stamp, authorization);
  await verify();
  const before = border.fetched.length;
  border.clock.advance(days(6));
  await verify();
  expect(border.fetched.length).toBe(before);
  border.clock.advance(days(1));
  expect(await verify()).toBe("accepted");
  border.publish(stamp, "unreachable");
  border.clock.advance(days(7));
  expect(await verify()).toBe("accepted");
  border.publish(stamp, "gone");
  border.clock.advance(minutes(5));
  expect(await verify()).toBe("revoked");
});

test("F-178: a quote that is told in an older way counts as unapproved, except of oneself (F-179)", async () => {
  const legacy = { authorization: undefined, isLegacy: true };
  const ofEve = await elsewhere(legacy);
  expect(await ofEve.verify()).toBe("pending");
  expect(await ofEve.view()).toEqual({ state: "pending", status: undefined });
  const ofOneself = await elsewhere(legacy, bob);
  expect(await ofOneself.verify()).toBe("accepted");
});

test("quotes of quotes are followed only so far", async () => {
  const { border } = await neighbours();
  const at = (index: number) => `https://there.example/notes/${index}`;
  for (let index = 1; index < 9; index += 1) {
    const quote = { target: at(index + 1), authorization: undefined, isLegacy: false };
    border.publish(at(index), noteDocument(at(index), eve, { quote }));
  }
  const quote = { target: at(1), authorization: undefined, isLegacy: false };
  await border.receive(create(noteDocument("https://there.example/notes/0", bob, { quote })));
  while ((await border.fediverse.verifyQuotes()) > 0);
  expect(border.fetched.filter((address) => address.includes("/notes/"))).toEqual([at(1), at(2), at(3)]);
});

test("F-138: without a newer time an Update brings the permission to quote, and changes no text", async () => {
  const { border, authorization, note, verify } = await elsewhere({ authorization: undefined });
  expect(await verify()).toBe("pending");
  border.publish(stamp, authorization);
  const told = {
    ...note,
    content: "<p>Forged</p>",
    quote: { target, authorization: stamp, isLegacy: false },
  };
  await border.receive({ ...from(bob, "u1"), type: "Update", object: told });
  expect(await verify()).toBe("accepted");
  expect((await find(border))?.content).toBe("<p>Hello</p>");
  const other = { ...note, quote: { target: `${target}0`, authorization: undefined, isLegacy: false } };
  await border.receive({ ...from(bob, "u2"), type: "Update", object: other });
  expect(await verify()).toBe("accepted");
});
