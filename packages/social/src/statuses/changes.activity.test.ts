import type { Note } from "@trunkline/activitypub";
import { describe, expect, test } from "vitest";
import { days } from "../kernel/time.ts";
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

describe("an edit from elsewhere", () => {
  const first = noteDocument(uri, bob);
  const edited = (content: string, at: string, more: Partial<Note> = {}) =>
    ({
      ...from(bob, `update-${at}`),
      type: "Update",
      object: { ...first, content, updated: new Date(at), ...more },
    }) as const;

  test("by the author puts the new text in place, and keeps the old (F-135)", async () => {
    const { border } = await neighbours();
    await border.receive(create(first));
    await border.receive(edited("<p>New</p>", "2026-03-01T11:30:00Z"));
    const status = await find(border);
    expect(status).toMatchObject({ content: "<p>New</p>", editedAt: new Date("2026-03-01T11:30:00Z") });
    expect(
      status && (await border.storage.stores.statuses.history(status.id)).map(({ content }) => content),
    ).toEqual(["<p>Hello</p>"]);
  });

  test("by anybody else is dropped (S-028, F-133)", async () => {
    const { border } = await neighbours();
    await border.receive(create(first));
    const forged = edited("<p>Forged</p>", "2026-03-01T11:30:00Z");
    await border.receive({ ...forged, actor: eve });
    await border.receive({ ...forged, actor: eve, object: { ...forged.object, attributedTo: eve } });
    expect((await find(border))?.content).toBe("<p>Hello</p>");
  });

  test("that is older, or has no time, changes nothing (S-029, F-137, F-138)", async () => {
    const { border } = await neighbours();
    await border.receive(create(first));
    await border.receive(edited("<p>Second</p>", "2026-03-01T11:30:00Z"));
    await border.receive(edited("<p>First</p>", "2026-03-01T11:20:00Z"));
    await border.receive(edited("<p>None</p>", "2026-03-01T11:40:00Z", { updated: undefined }));
    expect((await find(border))?.content).toBe("<p>Second</p>");
  });

  test("never widens who can see it (S-040), and notifies whom a public one newly mentions (F-140)", async () => {
    const mention = { type: "Mention", href: ana, name: "@ana" } as const;
    const hidden = await neighbours();
    const zoe = await hidden.border.person("zoe");
    await hidden.border.receive(create(noteDocument(uri, bob, { to: [ana], cc: [] })));
    const wider = {
      to: [PUBLIC],
      cc: ["https://here.example/users/zoe"],
      tags: [{ ...mention, href: "https://here.example/users/zoe" }],
    };
    await hidden.border.receive(edited("<p>Wider</p>", "2026-03-01T11:30:00Z", wider));
    expect(await find(hidden.border)).toMatchObject({
      content: "<p>Wider</p>",
      visibility: "direct",
      mentions: [hidden.anaId],
    });
    expect(await told(hidden.border, zoe)).toEqual([]);
    const open = await neighbours();
    await open.border.receive(create(first));
    await open.border.receive(edited("<p>Ana</p>", "2026-03-01T11:30:00Z", { cc: [ana], tags: [mention] }));
    expect(await told(open.border, open.anaId)).toEqual(["mention"]);
  });

  test("of an unknown post brings it when it is young, and is ignored when it is old (F-134)", async () => {
    const young = await neighbours();
    await young.border.receive(edited("<p>New</p>", "2026-03-01T11:30:00Z"));
    expect((await find(young.border))?.content).toBe("<p>New</p>");
    const old = await neighbours();
    old.border.clock.advance(days(2));
    await old.border.receive(edited("<p>New</p>", "2026-03-01T11:30:00Z"));
    expect(await find(old.border)).toBe(undefined);
  });
});

describe("a deletion from elsewhere", () => {
  const gone = (actor = bob, name = "delete") =>
    ({ ...from(actor, name), type: "Delete", object: uri }) as const;

  test("by the author removes the post and the news of it (F-142)", async () => {
    const { border, anaId } = await neighbours();
    await border.receive(
      create(noteDocument(uri, bob, { cc: [ana], tags: [{ type: "Mention", href: ana, name: "@ana" }] })),
    );
    expect(await told(border, anaId)).toEqual(["mention"]);
    await border.receive(gone());
    expect(await find(border)).toBe(undefined);
    expect(await told(border, anaId)).toEqual([]);
  });

  test("by anybody else has no effect, before or after the post (S-030)", async () => {
    const { border } = await neighbours();
    const mallory = "https://far.example/users/mallory";
    await border.receive(gone(mallory, "early"));
    await border.receive(create(noteDocument(uri, bob)));
    await border.receive(gone(eve, "late"));
    await border.receive(gone(mallory, "later"));
    expect((await find(border))?.content).toBe("<p>Hello</p>");
  });

  test("cannot come from outside in the name of somebody here (S-034)", async () => {
    const { border, anaId } = await neighbours();
    const { status } = await border.say(anaId, "Hello");
    await border.receive({ ...from(ana, "delete"), type: "Delete", object: status.uri });
    expect((await find(border, status.uri))?.id).toBe(status.id);
  });

  test("keeps the post from ever coming back (S-030, F-115, F-116)", async () => {
    const { border } = await neighbours();
    await border.receive(gone());
    await border.receive(create(noteDocument(uri, bob)));
    border.publish(uri, noteDocument(uri, bob));
    await border.receive({ ...from(bob, "boost"), type: "Announce", object: uri });
    expect(await border.fediverse.remote.any(uri)).toBe(undefined);
    expect(await find(border)).toBe(undefined);
  });
});

test("every order of creation, edits and deletion comes to the same end (R-008)", async () => {
  const note = noteDocument(uri, bob);
  const updates = ["2026-03-01T11:10:00Z", "2026-03-01T11:20:00Z"].map(
    (at) =>
      ({
        ...from(bob, at),
        type: "Update",
        object: { ...note, content: `<p>${at}</p>`, updated: new Date(at) },
      }) as const,
  );
  const steps = [create(note), ...updates];
  for (const order of permutations([...steps, steps[0] ?? create(note)])) {
    const { border } = await neighbours();
    for (const step of order) await border.receive(step);
    expect(await find(border)).toMatchObject({
      content: "<p>2026-03-01T11:20:00Z</p>",
      editedAt: new Date("2026-03-01T11:20:00Z"),
    });
  }
  const gone = { ...from(bob, "delete"), type: "Delete", object: uri } as const;
  for (const order of permutations([...steps, gone])) {
    const { border } = await neighbours();
    for (const step of order) await border.receive(step);
    expect(await find(border)).toBe(undefined);
  }
});

test("R-008 a text that was changed back stays so, in whatever order that comes", async () => {
  const note = noteDocument(uri, bob, { content: "<p>A</p>" });
  const update = (content: string, at: string) =>
    ({ ...from(bob, at), type: "Update", object: { ...note, content, updated: new Date(at) } }) as const;
  const steps = [
    create(note),
    update("<p>B</p>", "2026-03-01T11:10:00Z"),
    update("<p>A</p>", "2026-03-01T11:20:00Z"),
  ];
  for (const order of permutations(steps)) {
    const { border } = await neighbours();
    for (const step of [...order, ...order]) await border.receive(step);
    expect((await find(border))?.content).toBe("<p>A</p>");
  }
});

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}
