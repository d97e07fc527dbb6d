import assert from "node:assert/strict";
import type { AccountEntity, PollEntity, StatusEntity } from "@trunkline/mastodon-api/entities";
import { afterAll, beforeAll, describe, test } from "vitest";
import { until } from "../support/server.ts";
import {
  exchanged,
  holds,
  isThere,
  relation,
  requested,
  seen,
  settler,
  told,
} from "./every-activity-scene.ts";
import type { Actor, Place, Scene } from "./every-activity-scene.ts";

type Step = readonly [name: string, tell: (scene: Scene) => Promise<void>];

const following: readonly Step[] = [
  [
    "a follow is refused: Follow, Reject",
    async (scene) => {
      const { ana, ben, benSeen, anaSeen } = scene;
      await ben.ask("PATCH /api/v1/accounts/update_credentials", { locked: true });
      await ana.ask(`POST /api/v1/accounts/${benSeen}/follow`);
      assert.equal((await requested(scene)).acct, ana.handle);
      await ben.ask(`POST /api/v1/follow_requests/${anaSeen}/reject`);
      await holds("the request is gone", async () => {
        const { following: isFollowing, requested: isWaiting } = await relation(ana, benSeen);
        return !isFollowing && !isWaiting;
      });
    },
  ],
  [
    "a follow is taken back before its answer: Undo of a Follow",
    async (scene) => {
      const { ana, ben, benSeen } = scene;
      await ana.ask(`POST /api/v1/accounts/${benSeen}/follow`);
      await requested(scene);
      await ana.ask(`POST /api/v1/accounts/${benSeen}/unfollow`);
      await holds("no request waits", async () => {
        const waiting = await ben.ask<readonly AccountEntity[]>("GET /api/v1/follow_requests");
        return waiting.length === 0;
      });
    },
  ],
  [
    "a follow is allowed, and a follower removed: Accept, Reject of one that stood",
    async (scene) => {
      const { ana, ben, benSeen, anaSeen } = scene;
      for (const isLast of [false, true]) {
        await ana.ask(`POST /api/v1/accounts/${benSeen}/follow`);
        await requested(scene);
        await ben.ask(`POST /api/v1/follow_requests/${anaSeen}/authorize`);
        await holds("the follow stands", async () => (await relation(ana, benSeen)).following);
        if (isLast) continue;
        await ben.ask(`POST /api/v1/accounts/${anaSeen}/remove_from_followers`);
        await holds("the follow ended", async () => !(await relation(ana, benSeen)).following);
      }
    },
  ],
];

const writing: readonly Step[] = [
  [
    "statuses of every visibility arrive as what they are: Create",
    async (scene) => {
      const { ana, ben } = scene;
      for (const visibility of ["public", "unlisted", "private"]) {
        const { got } = await exchanged(scene, { status: `To see: ${visibility}`, visibility });
        assert.equal(got.visibility, visibility);
        assert.ok(got.content.includes(`To see: ${visibility}`));
      }
      const text = `@${ana.handle} between us`;
      const direct = await ben.ask("POST /api/v1/statuses", { status: text, visibility: "direct" });
      const { status } = await told(ana, "mention", { uri: direct.uri });
      assert.equal(status?.visibility, "direct");
      assert.deepEqual(
        status.mentions.map(({ acct }) => acct),
        [ana.name],
      );
      const eve = await settler(ana.place, `eve_${ana.name}`);
      assert.equal(await isThere(eve, status.id), false);
    },
  ],
  [
    "a content warning, a tag and a language arrive",
    async (scene) => {
      const draft = { status: "Pie #cooking", spoiler_text: "food", language: "de" };
      const { got } = await exchanged(scene, draft);
      assert.equal(got.spoiler_text, "food");
      assert.equal(got.sensitive, true);
      assert.equal(got.language, "de");
      assert.deepEqual(
        got.tags.map(({ name }) => name),
        ["cooking"],
      );
    },
  ],
  [
    "a reply with a mention is told to whom it answers",
    async (scene) => {
      const { ana, ben } = scene;
      const { sent, got } = await exchanged(scene, { status: "Who is there?" });
      const reply = await ana.ask("POST /api/v1/statuses", {
        status: `@${ben.handle} I am`,
        in_reply_to_id: got.id,
      });
      const news = await told(ben, "mention", { uri: reply.uri });
      assert.equal(news.account.acct, ana.handle);
      assert.equal(news.status?.in_reply_to_id, sent.id);
      await holds("it is counted", async () => {
        return (await ben.ask(`GET /api/v1/statuses/${sent.id}`)).replies_count === 1;
      });
    },
  ],
  [
    "an edit and a deletion arrive: Update, Delete",
    async (scene) => {
      const { ana, ben } = scene;
      const { sent, got } = await exchanged(scene, { status: "First version" });
      await ben.ask(`PUT /api/v1/statuses/${sent.id}`, { status: "Second version" });
      const path = `GET /api/v1/statuses/${got.id}`;
      await holds("it is edited", async () => (await ana.ask(path)).content.includes("Second version"));
      assert.notEqual((await ana.ask(path)).edited_at, null);
      assert.equal((await ana.ask<readonly unknown[]>(`${path}/history`)).length, 2);
      await ben.ask(`DELETE /api/v1/statuses/${sent.id}`);
      await holds("it is gone", async () => !(await isThere(ana, got.id)));
    },
  ],
  [
    "a changed profile arrives: Update of a Person",
    async ({ ana, ben, benSeen }) => {
      const change = {
        display_name: "Ben the Baker",
        note: "I bake.",
        fields_attributes: [{ name: "Oven", value: "hot" }],
      };
      await ben.ask("PATCH /api/v1/accounts/update_credentials", change);
      const path = `GET /api/v1/accounts/${benSeen}`;
      await holds("the name is new", async () => {
        return (await ana.ask<AccountEntity>(path)).display_name === "Ben the Baker";
      });
      const { note, fields } = await ana.ask<AccountEntity>(path);
      assert.ok(note.includes("I bake."));
      assert.deepEqual(
        fields.map(({ name, value }) => [name, value]),
        [["Oven", "hot"]],
      );
    },
  ],
  [
    "a pinned status is first, and no longer: Add, Remove",
    async (scene) => {
      const { ana, ben, benSeen } = scene;
      const { sent } = await exchanged(scene, { status: "Read this first" });
      const pinned = async (): Promise<readonly string[]> => {
        const path = `/api/v1/accounts/${benSeen}/statuses?pinned=true`;
        return (await ana.ask<readonly StatusEntity[]>(`GET ${path}`)).map(({ uri }) => uri);
      };
      await ben.ask(`POST /api/v1/statuses/${sent.id}/pin`);
      await holds("it is pinned", async () => (await pinned()).includes(sent.uri));
      await ben.ask(`POST /api/v1/statuses/${sent.id}/unpin`);
      await holds("it is not", async () => (await pinned()).length === 0);
    },
  ],
];

const answering: readonly Step[] = [
  [
    "a favourite is given and taken back: Like, Undo",
    async (scene) => {
      const { ana, ben } = scene;
      const { sent, got } = await exchanged(scene, { status: "Like me" });
      const count = async (): Promise<number> =>
        (await ben.ask(`GET /api/v1/statuses/${sent.id}`)).favourites_count;
      await ana.ask(`POST /api/v1/statuses/${got.id}/favourite`);
      assert.equal((await told(ben, "favourite", { id: sent.id })).account.acct, ana.handle);
      assert.equal(await count(), 1);
      await ana.ask(`POST /api/v1/statuses/${got.id}/unfavourite`);
      await holds("it is taken back", async () => (await count()) === 0);
    },
  ],
  [
    "a reaction is given and taken back: Like with content, Undo",
    async (scene) => {
      const { ana, ben } = scene;
      const { sent, got } = await exchanged(scene, { status: "React to me" });
      const reactions = async (): Promise<readonly (string | number)[]> => {
        const { pleroma } = await ben.ask(`GET /api/v1/statuses/${sent.id}`);
        return (pleroma?.emoji_reactions ?? []).flatMap(({ name, count }) => [name, count]);
      };
      const path = `/api/v1/pleroma/statuses/${got.id}/reactions/${encodeURIComponent("🎉")}`;
      await ana.ask(`PUT ${path}`);
      await holds("it is there", async () => (await reactions()).length > 0);
      assert.deepEqual(await reactions(), ["🎉", 1]);
      await ana.ask(`DELETE ${path}`);
      await holds("it is taken back", async () => (await reactions()).length === 0);
    },
  ],
  [
    "a boost is given and taken back: Announce, Undo",
    async (scene) => {
      const { ana, ben } = scene;
      const { sent, got } = await exchanged(scene, { status: "Boost me" });
      const count = async (): Promise<number> =>
        (await ben.ask(`GET /api/v1/statuses/${sent.id}`)).reblogs_count;
      await ana.ask(`POST /api/v1/statuses/${got.id}/reblog`);
      assert.equal((await told(ben, "reblog", { id: sent.id })).account.acct, ana.handle);
      assert.equal(await count(), 1);
      await ana.ask(`POST /api/v1/statuses/${got.id}/unreblog`);
      await holds("it is taken back", async () => (await count()) === 0);
    },
  ],
  [
    "a poll is answered, and all learn how it stands: votes, Update of a Question",
    async (scene) => {
      const { ana, ben } = scene;
      const poll = { options: ["Soup", "Salad"], expires_in: 300, multiple: true };
      const { sent, got } = await exchanged(scene, { status: "Lunch?", poll });
      assert.deepEqual(
        got.poll?.options.map(({ title }) => title),
        ["Soup", "Salad"],
      );
      const stands = async ({ ask }: Actor, { id }: StatusEntity): Promise<string> => {
        const { options } = await ask<PollEntity>(`GET /api/v1/polls/${id}`);
        return options.map(({ votes_count: votes }) => votes).join(":");
      };
      await ana.ask(`POST /api/v1/polls/${got.id}/votes`, { choices: [1] });
      await holds("the vote is counted", async () => (await stands(ben, sent)) === "0:1");
      const zoe = await settler(ben.place, `zoe_${ben.name}`);
      await zoe.ask(`POST /api/v1/polls/${sent.id}/votes`, { choices: [0, 1] });
      assert.equal(await stands(ben, sent), "1:2");
      // An edit carries the figures at once; by itself a poll tells them minutes later.
      await ben.ask(`PUT /api/v1/statuses/${sent.id}`, { status: "Lunch now?", poll });
      await holds("the figures arrive", async () => (await stands(ana, got)) === "1:2");
    },
  ],
  [
    "a quote is asked for, allowed, and taken back: QuoteRequest, Accept, Delete of the permission",
    async (scene) => {
      const { ana, ben } = scene;
      const { sent, got } = await exchanged(scene, { status: "Quote me", quote_approval_policy: "public" });
      const quoting = await ana.ask("POST /api/v1/statuses", {
        status: "See this",
        quoted_status_id: got.id,
      });
      const state = async (): Promise<string | undefined> =>
        (await ana.ask(`GET /api/v1/statuses/${quoting.id}`)).quote?.state;
      await holds("the quote is allowed", async () => (await state()) === "accepted");
      const news = await told(ben, "quote", { uri: quoting.uri });
      assert.equal(news.status?.quote?.state, "accepted");
      await ben.ask(`POST /api/v1/statuses/${sent.id}/quotes/${news.status.id}/revoke`);
      await holds("the quote is revoked", async () => (await state()) === "revoked");
    },
  ],
];

const parting: readonly Step[] = [
  [
    "a report is forwarded, without the name of who made it: Flag",
    async (scene) => {
      const { ana, ben, benSeen } = scene;
      const { sent, got } = await exchanged(scene, { status: "Buy my bread" });
      const comment = `Spam, says ${ana.place.domain}`;
      const report = { account_id: benSeen, status_ids: [got.id], comment, forward: true };
      await ana.ask("POST /api/v1/reports", report);
      const [arrived] = await until("the report arrives", async () => {
        const listed = await ben.place.admin("reports", "list", "--json");
        const all = JSON.parse(listed) as readonly Readonly<Record<string, unknown>>[]; // as the command prints
        const ours = all.filter((one) => one["comment"] === comment);
        return ours.length > 0 ? ours : undefined;
      });
      assert.deepEqual(arrived?.["statuses"], [sent.id]);
      assert.ok(!JSON.stringify(arrived).includes(ana.name));
    },
  ],
  [
    "who is blocked sees and follows no more, until it is undone: Block, Undo",
    async ({ ana, ben, benSeen, anaSeen }) => {
      await ben.ask(`POST /api/v1/accounts/${anaSeen}/block`);
      await holds("the follow ended", async () => !(await relation(ana, benSeen)).following);
      await holds("the block is known", async () => (await relation(ana, benSeen)).blocked_by);
      await ben.ask(`POST /api/v1/accounts/${anaSeen}/unblock`);
      await holds("it is undone", async () => !(await relation(ana, benSeen)).blocked_by);
    },
  ],
  [
    "whoever moves takes followers along: Move, with aliases on both sides",
    async (scene) => {
      const { ana, ben, benSeen, anaSeen } = scene;
      await ben.ask("PATCH /api/v1/accounts/update_credentials", { locked: false });
      await ana.ask(`POST /api/v1/accounts/${benSeen}/follow`);
      await holds("the follow stands", async () => (await relation(ana, benSeen)).following);
      assert.equal((await relation(ben, anaSeen)).followed_by, true);
      // The new home is at the follower's own place, so that both servers have a part in it.
      const anew = await settler(ana.place, `new_${ben.name}`);
      await anew.place.admin("accounts", "alias", anew.name, "add", ben.handle);
      await ben.place.admin("accounts", "alias", ben.name, "add", anew.handle);
      const me = await anew.ask<AccountEntity>("GET /api/v1/accounts/verify_credentials");
      await ben.place.admin("accounts", "move", ben.name, anew.handle, "--yes");
      await holds("the follower came along", async () => (await relation(ana, me.id)).following);
      await holds("the old follow ended", async () => !(await relation(ana, benSeen)).following);
    },
  ],
];

const steps: readonly Step[] = [...following, ...writing, ...answering, ...parting];

/** Tells the story twice, so that each server sends and receives everything. */
export function tellEveryActivity(open: () => Promise<readonly [Place, Place]>): void {
  let places: readonly [Place, Place];
  beforeAll(async () => {
    places = await open();
  });
  afterAll(() => Promise.all(places.map((place) => place.stop())));
  describe.each([0, 1] as const)("with the readers at place %i", (index) => {
    let scene: Scene;
    beforeAll(async () => {
      const [here, there] = [places[index], places[index === 0 ? 1 : 0]];
      const [ana, ben] = await Promise.all([settler(here, `ana${index}`), settler(there, `ben${index}`)]);
      scene = { ana, ben, benSeen: await seen(ana, ben), anaSeen: await seen(ben, ana) };
    });
    // Each step asserts what has come of it, and throws where that is something else.
    test.for(steps)("%s", { timeout: 60_000 }, async ([name, step]) => {
      assert.equal(await step(scene), undefined, name);
    });
  });
}
