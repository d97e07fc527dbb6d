import type { Note, QuoteRequest } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import { minutes, seconds } from "../kernel/time.ts";
import type { Visibility } from "../statuses/status.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import {
  ana,
  bob,
  create,
  eve,
  find,
  neighbours,
  PUBLIC,
  told,
  uri,
} from "../testing/neighbours.activity.ts";

const stamp = "https://there.example/stamps/1";

/** Ana has said something that Bob wants to quote. */
async function quoted(visibility: Visibility = "public") {
  const { border, anaId, bobId } = await neighbours();
  const { status } = await border.say(anaId, "Quote me", { visibility });
  await border.settle();
  border.letters();
  const quotation = noteDocument(uri, bob, {
    content: '<p class="quote-inline">RE: <a href="https://here.example">it</a></p><p>Look</p>',
    quote: { target: status.uri, authorization: undefined, isLegacy: false },
  });
  const request = (instrument: Note | string, name = "q1", by = bob): QuoteRequest => ({
    ...from(by, name),
    type: "QuoteRequest",
    object: status.uri,
    instrument,
  });
  const shown = async (viewer: AccountId | undefined = anaId) => {
    const found = await find(border);
    return found && (await border.social.statuses.show(viewer, found.id));
  };
  const state = async () => (await shown())?.quote?.state;
  const count = async () => (await border.storage.stores.statuses.byId(status.id))?.quotesCount;
  return { border, anaId, bobId, status, quotation, request, shown, state, count };
}

test("F-172: a request to quote is accepted with a permission that can be looked at, and shows the quote", async () => {
  const { border, anaId, status, quotation, request, state, count, shown } = await quoted();
  await border.receive(create(quotation));
  expect(await state()).toBe("pending");
  await border.receive(request(uri));
  await border.receive(request(uri));
  await border.settle();
  const [accept, ...others] = border.letters();
  expect(others).toEqual([]);
  const quoting = (await find(border))?.id;
  const result = `${ana}/quote_authorizations/${quoting}`;
  expect(accept?.inboxes).toEqual([`${bob}/inbox`]);
  expect(accept?.activity).toMatchObject({
    type: "Accept",
    actor: ana,
    object: { type: "QuoteRequest", id: `${bob}#q1`, actor: bob, object: status.uri, instrument: uri },
    result,
  });
  expect([await state(), await count()]).toEqual(["accepted", 1]);
  expect((await shown())?.quote?.status).toMatchObject({ status: { id: status.id } });
  expect(await told(border, anaId)).toEqual(["quote"]);
});

test("F-172: what nobody may quote is refused, and what is not for everybody, or is not there, is met with silence", async () => {
  const { border, anaId, status, quotation, request, state } = await quoted();
  await border.social.quotes.setPolicy(anaId, status.id, "nobody");
  await border.settle();
  border.letters();
  await border.receive(create(quotation));
  await border.receive(request(quotation));
  await border.settle();
  expect(border.letters().map(({ activity, inboxes }) => [activity.type, inboxes])).toEqual([
    ["Reject", [`${bob}/inbox`]],
  ]);
  expect(await state()).toBe("pending");
  const hidden = await quoted("private");
  await hidden.border.receive(hidden.request(hidden.quotation));
  await hidden.border.receive({ ...hidden.request(hidden.quotation), object: `${ana}/statuses/1` });
  await hidden.border.settle();
  expect(hidden.border.letters()).toEqual([]);
});

test("F-172: where followers may quote, a follower may and another may not", async () => {
  const { border, anaId, bobId, status, quotation, request, state } = await quoted();
  await border.social.quotes.setPolicy(anaId, status.id, "followers");
  await border.receive(create(quotation));
  await border.receive(request(uri));
  expect(await state()).toBe("pending");
  await border.rules.follows.receiveRequest({ follower: bobId, followed: anaId, uri: `${bob}#follow` });
  await border.receive(request(uri, "q2"));
  expect(await state()).toBe("accepted");
});

test("F-173: a post of somebody else, or one that does not quote what was asked for, is not accepted", async () => {
  const { border, quotation, request, count, status } = await quoted();
  await border.receive(create(noteDocument(uri, bob)));
  await border.receive(request(quotation));
  await border.receive(request(uri, "q2"));
  const others = "https://there.example/notes/2";
  border.publish(others, { ...quotation, id: others, attributedTo: eve });
  await border.receive(request(others, "q3"));
  await border.receive(request({ ...quotation, id: others, attributedTo: eve }, "q4"));
  await border.settle();
  expect(border.letters().filter(({ activity }) => activity.type === "Accept")).toEqual([]);
  expect(await count()).toBe(0);
  expect((await border.storage.stores.quotes.quoting(status.id, { limit: 9 })).length).toBe(0);
});

test("F-202: revoking a quote sends a Delete of the permission, with addresses alone, to those who have either", async () => {
  const { border, anaId, bobId, status, quotation, request, state, count } = await quoted();
  await border.rules.follows.receiveRequest({ follower: bobId, followed: anaId, uri: `${bob}#follow` });
  await border.receive(create(quotation));
  await border.receive(request(uri));
  await border.settle();
  border.letters();
  const quoting = (await find(border))?.id as StatusId; // it has just been received
  await border.social.quotes.revoke(anaId, status.id, quoting);
  await border.social.quotes.revoke(anaId, status.id, quoting);
  await border.settle();
  const [gone, ...others] = border.letters();
  expect(others).toEqual([]);
  const id = `${ana}/quote_authorizations/${quoting}`;
  expect(gone?.inboxes.toSorted()).toEqual(["https://there.example/inbox"]);
  expect(gone?.activity).toMatchObject({
    type: "Delete",
    actor: ana,
    to: [PUBLIC],
    object: id,
    authorization: {
      type: "QuoteAuthorization",
      id,
      attributedTo: ana,
      interactingObject: uri,
      interactionTarget: status.uri,
    },
  });
  expect([await state(), await count(), await told(border, anaId)]).toEqual(["revoked", 0, ["follow"]]);
  await border.receive(request(uri, "q2"));
  expect(await state()).toBe("revoked");
});

test("S-043: a boost is never quoted, and nobody takes back the consent of another", async () => {
  const { border, anaId, bobId, status, quotation, request, state } = await quoted();
  const boost = await border.social.boosts.add(anaId, status.id, undefined);
  const about = { ...quotation, quote: { ...(quotation.quote ?? ({} as never)), target: boost.status.uri } };
  await border.receive(create(about));
  await border.receive({ ...request(uri), object: boost.status.uri });
  expect(await state()).toBe("rejected");
  const quoting = (await find(border))?.id as StatusId; // it has just been received
  const zoe = await border.person("zoe");
  for (const who of [zoe, bobId]) {
    const revoked = border.social.quotes.revoke(who, status.id, quoting);
    await expect(revoked).rejects.toMatchObject({ code: "not-found" });
  }
});

/** Bob has said something, and allows everybody to quote it. */
async function quotable() {
  const { border, anaId, bobId } = await neighbours();
  const canQuote = { automatic: [PUBLIC], manual: [] };
  const nothing = { canLike: undefined, canReply: undefined, canAnnounce: undefined, canFeature: undefined };
  await border.receive(create(noteDocument(uri, bob, { interactionPolicy: { ...nothing, canQuote } })));
  await border.settle();
  border.letters();
  const target = (await find(border))?.id as StatusId; // it has just been received
  return { border, anaId, bobId, target };
}

test("F-201: a quote sends the post, and a QuoteRequest with the post in it to the quoted author", async () => {
  const { border, anaId, target } = await quotable();
  const { status, quote } = await border.say(anaId, "See this", { quoted: target });
  expect(quote).toEqual({ state: "pending", status: undefined });
  await border.settle();
  const [post, request] = border.letters();
  const note = {
    id: status.uri,
    quote: { target: uri, isLegacy: false },
    content: `<p class="quote-inline">RE: <a href="${uri}">${uri}</a></p><p>See this</p>`,
  };
  expect(post?.activity).toMatchObject({ type: "Create", object: note });
  expect(post?.inboxes).toEqual(["https://there.example/inbox"]);
  expect(request?.inboxes).toEqual([`${bob}/inbox`]);
  expect(request?.activity).toMatchObject({
    type: "QuoteRequest",
    id: `${ana}/quote_requests/${status.id}`,
    actor: ana,
    object: uri,
    instrument: note,
  });
});

test("F-174: the author's yes is kept with its permission, and sends an Update with it (F-201)", async () => {
  const { border, anaId, bobId, target } = await quotable();
  const { status } = await border.say(anaId, "See this", { quoted: target });
  await border.settle();
  border.letters();
  const request = `${ana}/quote_requests/${status.id}`;
  const accept = (result: string, by = bob) =>
    border.receive({ ...from(by, `accept-${result}`), type: "Accept", object: request, result });
  await accept("https://elsewhere.example/stamps/1");
  await accept(stamp, eve);
  expect((await border.social.statuses.show(anaId, status.id)).quote?.state).toBe("pending");
  await accept(stamp);
  await accept(stamp);
  await border.settle();
  expect((await border.social.statuses.show(anaId, status.id)).quote).toMatchObject({
    state: "accepted",
    status: { status: { id: target } },
  });
  const [update, ...others] = border.letters();
  expect(others).toEqual([]);
  expect(update?.activity).not.toHaveProperty("object.updated");
  expect(update?.activity).toMatchObject({
    type: "Update",
    id: expect.stringContaining(`${status.uri}#updates/`),
    object: { id: status.uri, quote: { target: uri, authorization: stamp } },
  });
  expect(await told(border, bobId)).toEqual([]);
  expect((await border.storage.stores.statuses.byId(target))?.quotesCount).toBe(1);
});

test("the author's no ends a quote of this server; what they do not allow at all is refused beforehand", async () => {
  const { border, anaId, target } = await quotable();
  const { status } = await border.say(anaId, "See this", { quoted: target });
  await border.settle();
  const object = `${ana}/quote_requests/${status.id}`;
  await border.receive({ ...from(bob, "no"), type: "Reject", object });
  expect((await border.social.statuses.show(anaId, status.id)).quote?.state).toBe("rejected");
  const silent = await neighbours();
  await silent.border.receive(create(noteDocument(uri, bob)));
  const silentTarget = (await find(silent.border))?.id as StatusId; // it has just been received
  const refused = silent.border.say(silent.anaId, "See this", { quoted: silentTarget });
  await expect(refused).rejects.toMatchObject({ code: "not-found" });
});

test("F-145: a permission that its giver deletes un-accepts the quote and sends the quoting post anew", async () => {
  const { border, anaId, target } = await quotable();
  const { status } = await border.say(anaId, "See this", { quoted: target });
  const object = `${ana}/quote_requests/${status.id}`;
  await border.receive({ ...from(bob, "yes"), type: "Accept", object, result: stamp });
  await border.settle();
  border.letters();
  border.clock.advance(seconds(1));
  await border.receive({ ...from(eve, "delete"), type: "Delete", object: stamp });
  expect((await border.social.statuses.show(anaId, status.id)).quote?.state).toBe("accepted");
  await border.receive({ ...from(bob, "delete"), type: "Delete", object: stamp });
  await border.receive({ ...from(bob, "delete"), type: "Delete", object: stamp });
  await border.settle();
  expect((await border.social.statuses.show(anaId, status.id)).quote).toEqual({
    state: "revoked",
    status: undefined,
  });
  const [update, ...others] = border.letters();
  expect(others).toEqual([]);
  expect(update?.activity).toMatchObject({
    type: "Update",
    object: { id: status.uri, quote: { target: uri, isLegacy: false } },
  });
  expect(update?.activity).not.toHaveProperty("object.quote.authorization");
});

test("S-043: of what was written here, only our own consent counts, whatever a post says", async () => {
  const { border, quotation, state, count, status } = await quoted();
  const forged = `${ana}/quote_authorizations/1`;
  await border.receive(
    create({ ...quotation, quote: { target: status.uri, authorization: forged, isLegacy: false } }),
  );
  await border.fediverse.verifyQuotes();
  expect([await state(), await count()]).toEqual(["pending", 0]);
});

test("F-138: without a newer time an Update changes who may quote", async () => {
  const { border, anaId, target: id } = await quotable();
  const nobody = { canQuote: { automatic: [bob], manual: [] } };
  const rest = { canLike: undefined, canReply: undefined, canAnnounce: undefined, canFeature: undefined };
  const note = noteDocument(uri, bob, { interactionPolicy: { ...rest, ...nobody } });
  await border.receive({ ...from(bob, "u1"), type: "Update", object: note });
  const { quoting } = await border.social.statuses.show(anaId, id);
  expect(quoting).toEqual({ permission: { automatic: [], manual: [] }, leave: "denied" });
});

test("F-141: those who quote a post here are told of its edit, once", async () => {
  const { border, anaId, target: id } = await quotable();
  const { status } = await border.say(anaId, "See this", { quoted: id });
  const object = `${ana}/quote_requests/${status.id}`;
  await border.receive({ ...from(bob, "yes"), type: "Accept", object, result: stamp });
  await border.settle();
  border.clock.advance(minutes(1));
  const edited = noteDocument(uri, bob, { content: "<p>Other</p>", updated: border.clock.now() });
  await border.receive({ ...from(bob, "u1"), type: "Update", object: edited });
  await border.receive({ ...from(bob, "u1"), type: "Update", object: edited });
  expect(await told(border, anaId)).toEqual(["quoted_update"]);
});

test("a quote within this server needs no letters, and its permission can be looked at", async () => {
  const { border, anaId } = await neighbours();
  const zoe = await border.person("zoe");
  const said = await border.say(anaId, "Quote me");
  const view = await border.say(zoe, "See this", { quoted: said.status.id });
  expect(view.quote).toMatchObject({ state: "accepted", status: { status: { id: said.status.id } } });
  expect(await told(border, anaId)).toEqual(["quote"]);
  const [quote] = await border.storage.stores.quotes.of([view.status.id]);
  expect(quote?.stamp).toBe(`${ana}/quote_authorizations/${view.status.id}`);
  const { items } = await border.social.quotes.of(anaId, said.status.id, { limit: 5 });
  expect(items.map(({ status }) => status.id)).toEqual([view.status.id]);
  await border.social.statuses.remove(zoe, view.status.id);
  expect((await border.storage.stores.statuses.byUri(toUri(said.status.uri)))?.quotesCount).toBe(0);
});
