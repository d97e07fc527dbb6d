import assert from "node:assert/strict";
import {
  type AccountId,
  after,
  type Condition,
  days,
  type FoundPage,
  namePartsOf,
  type NewStatus,
  phraseOf,
  type StatusId,
  type StatusSearch,
  toId,
} from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { boost, follow, type Ground, person, post, reply, write } from "./ground.ts";

const everything: StatusSearch = { phrases: [], without: [], conditions: [], languages: [], among: "both" };

const phrases = (...texts: readonly string[]) => texts.flatMap((text) => phraseOf(text) ?? []);

function find(
  { storage }: Ground,
  viewer: AccountId,
  { limit = 20, offset = 0, maxId, minId, ...search }: Partial<StatusSearch & FoundPage>,
): Promise<readonly StatusId[]> {
  const page = { limit, offset, maxId, minId };
  return storage.stores.search.statuses(viewer, { ...everything, ...search }, page);
}

function says(text: string, over: Partial<NewStatus> = {}): Partial<NewStatus> {
  return { content: `<p>${text}</p>`, ...over };
}

/** `SearchStore`: finding statuses by their words, and accounts by their names. */
export const searchStoreContract: readonly Clause<Ground>[] = [
  {
    promise:
      "finds public statuses of those who allow it, and of the rest what the viewer has to do with (S-108)",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const shy = await person(ground, "shy", { indexable: false });
      const open = await post(ground, ana, says("a cat"));
      const hidden: StatusId[] = [];
      for (let index = 0; index < 6; index += 1) hidden.push(await post(ground, shy, says("a cat")));
      await post(ground, ana, says("a cat", { visibility: "unlisted" }));
      const mentioned = await post(ground, shy, says("a cat", { visibility: "direct", mentions: [bo] }));
      const own = await post(ground, bo, says("a cat", { visibility: "private" }));
      const cat = { phrases: phrases("cat") };
      assert.deepEqual(await find(ground, bo, cat), [own, mentioned, open]);
      const at = ground.clock.now();
      const [liked, kept, boosted] = hidden;
      assert.ok(liked !== undefined && kept !== undefined && boosted !== undefined);
      await write(ground, (work) => work.favourites.add(bo, liked, at));
      await write(ground, (work) => work.bookmarks.add(bo, kept, at));
      await boost(ground, bo, boosted);
      assert.deepEqual(await find(ground, bo, cat), [own, mentioned, boosted, kept, liked, open]);
      assert.deepEqual(await find(ground, bo, { ...cat, among: "public" }), [open]);
      assert.deepEqual(await find(ground, bo, { ...cat, among: "library" }), [
        own,
        mentioned,
        boosted,
        kept,
        liked,
      ]);
      assert.deepEqual(await find(ground, ana, { ...cat, among: "library" }).then((ids) => ids.at(-1)), open);
    },
  },
  {
    promise: "knows words in any case and accent, rows of words, beginnings, and words that must not occur",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const one = await post(ground, ana, says("The <b>Café</b> is open", { spoilerText: "Ölfarben" }));
      const two = await post(ground, ana, says("open the café door"));
      const ids = (search: Partial<StatusSearch>) => find(ground, ana, search);
      assert.deepEqual(await ids({ phrases: phrases("CAFE") }), [two, one]);
      assert.deepEqual(await ids({ phrases: phrases("café", "olfarben") }), [one]);
      assert.deepEqual(await ids({ phrases: phrases("open the") }), [two]);
      assert.deepEqual(await ids({ phrases: phrases("ca") }), []);
      assert.deepEqual(await ids({ phrases: phrases("ca*") }), [two, one]);
      assert.deepEqual(await ids({ phrases: phrases("cafe"), without: phrases("door") }), [one]);
      assert.deepEqual(await ids({ phrases: phrases("'; drop") }), []);
    },
  },
  {
    promise: "finds any part of what is written without spaces",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const id = await post(ground, ana, says("東京都に行きました。"));
      for (const part of ["東京", "京都", "東京都に", "行", "た"])
        assert.deepEqual(await find(ground, ana, { phrases: phrases(part) }), [id], part);
      assert.deepEqual(await find(ground, ana, { phrases: phrases("都東") }), []);
    },
  },
  {
    promise: "follows an edit, and forgets what is deleted at once",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const id = await post(ground, ana, says("cat"));
      const revision = { text: "dog", content: "<p>dog</p>", spoilerText: "", sensitive: false } as const;
      const rest = { language: undefined, mentions: [], tags: [], emojis: [], media: [] };
      ground.clock.advance(1000);
      await write(ground, (work) => work.statuses.revise(id, { ...revision, ...rest }, ground.clock.now()));
      assert.deepEqual(await find(ground, ana, { phrases: phrases("cat") }), []);
      assert.deepEqual(await find(ground, ana, { phrases: phrases("dog") }), [id]);
      await write(ground, (work) => work.statuses.remove(id, ground.clock.now()));
      assert.deepEqual(await find(ground, ana, { phrases: phrases("dog") }), []);
      assert.deepEqual(
        await find(ground, ana, { conditions: [{ type: "by", account: ana, isNot: false }] }),
        [],
      );
    },
  },
  {
    promise:
      "narrows by author, mention, tag, media, link, poll, reply, warning, language and time, and by what is not",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const media = [
        { url: "https://m", mediaType: "image/png", description: "a lighthouse", blurhash: undefined },
      ].map((one) => ({ ...one, width: undefined, height: undefined }));
      const first = await post(ground, ana, { media, language: "de-AT", tags: ["sea"], sensitive: true });
      ground.clock.advance(days(1));
      const link = `<a href="https://site.example/">site</a>`;
      const second = await post(ground, bo, says(link, { mentions: [ana] }));
      const third = await reply(ground, [bo, first]);
      const terms = { options: ["yes", "no"], multiple: false, hideTotals: false, expiresAt: undefined };
      await write(ground, (work) => work.polls.put(third, terms, undefined));
      const whole = [third, second, first];
      const noon = ground.clock.now();
      const holds: readonly (readonly [Condition, readonly StatusId[]])[] = [
        [{ type: "by", account: ana, isNot: false }, [first]],
        [{ type: "mentioning", account: ana, isNot: false }, [second]],
        [{ type: "tagged", name: "sea", isNot: false }, [first]],
        [{ type: "having", what: "media", isNot: false }, [first]],
        [{ type: "having", what: "image", isNot: false }, [first]],
        [{ type: "having", what: "video", isNot: false }, []],
        [{ type: "having", what: "link", isNot: false }, [second]],
        [{ type: "having", what: "poll", isNot: false }, [third]],
        [{ type: "having", what: "quote", isNot: false }, []],
        [{ type: "reply", isNot: false }, [third]],
        [{ type: "sensitive", isNot: false }, [first]],
        [{ type: "language", language: "de", isNot: false }, [first]],
        [{ type: "written", from: noon, until: undefined, isNot: false }, [third, second]],
        [{ type: "written", from: after(noon, -days(2)), until: noon, isNot: false }, [first]],
      ];
      for (const [condition, ids] of holds) {
        assert.deepEqual(await find(ground, ana, { conditions: [condition] }), ids, condition.type);
        const others = whole.filter((id) => !ids.includes(id));
        const turned = { ...condition, isNot: true };
        assert.deepEqual(await find(ground, ana, { conditions: [turned] }), others, `not ${condition.type}`);
      }
      assert.deepEqual(await find(ground, ana, { phrases: phrases("lighthouse") }), [first]);
    },
  },
  {
    promise: "gives the newest first, by parts and between ids",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const ids: StatusId[] = [];
      for (let index = 0; index < 5; index += 1) ids.unshift(await post(ground, ana, says("cat")));
      const search = { phrases: phrases("cat") };
      assert.deepEqual(await find(ground, ana, { ...search, limit: 2, offset: 1 }), ids.slice(1, 3));
      const [newest = toId("0"), , , , oldest = toId("0")] = ids;
      assert.deepEqual(await find(ground, ana, { ...search, maxId: newest, minId: oldest }), ids.slice(1, 4));
    },
  },
  {
    promise: "finds accounts by any part of their names, those whom the viewer follows first (S-159)",
    async prove(ground) {
      const viewer = await person(ground, "viewer");
      const anabel = await person(ground, "x_anabel", { displayName: "The Gardener" });
      const gardens = await person(ground, "gardens", { domain: "there.example" });
      const friend = await person(ground, "mag", { displayName: "Jardín Gärden", discoverable: false });
      await follow(ground, [viewer, friend]);
      const hidden = await person(ground, "garde", { discoverable: false });
      await person(ground, "nobody", { displayName: "Garden", discoverable: false });
      const people = async (text: string, more: { viewer?: AccountId; isFollowed?: boolean } = {}) => {
        const options = { viewer: undefined, isFollowed: false, limit: 9, offset: 0, ...more };
        const found = await ground.storage.stores.search.people(namePartsOf(text), options);
        return found.map(({ id }) => id);
      };
      assert.deepEqual(await people("garde"), [gardens, hidden, anabel]);
      assert.deepEqual(await people("Garden", { viewer }), [friend, gardens, anabel]);
      assert.deepEqual(await people("garden", { viewer, isFollowed: true }), [friend]);
      assert.deepEqual(await people("gardens@there"), [gardens]);
      assert.deepEqual(await people("gardener the"), [anabel]);
      assert.deepEqual(await people("ANABEL"), [anabel]);
      assert.deepEqual([await people("%%%"), await people("a_e")], [[], []]);
      assert.deepEqual(await people("ga"), [gardens, hidden]);
    },
  },
];
