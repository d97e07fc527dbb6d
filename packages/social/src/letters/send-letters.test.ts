import { expect, test } from "vitest";
import { hours, minutes, seconds } from "../kernel/time.ts";
import type { Mailer } from "../ports.ts";
import { createTown } from "../testing/town.ts";
import type { Letter, OutgoingLetter } from "./letter.ts";
import { sendLetters } from "./send-letters.ts";

type Verdict = Awaited<ReturnType<Mailer["send"]>>;

async function scene(answer: () => Verdict = () => ({ ok: true })) {
  const town = createTown();
  const user = await town.social.signIn.user(await town.person("ana"));
  if (user === undefined) throw new Error("Ana cannot sign in.");
  const sent: OutgoingLetter[] = [];
  const mailer: Mailer = {
    async send(letter) {
      sent.push(letter);
      return answer();
    },
  };
  const digests = { of: (secret: string) => `digest of ${secret}` };
  const { storage, clock, ids } = town;
  const letter = (over: Partial<Letter> = {}): Letter => ({
    id: ids.next(),
    kind: "reset-password",
    address: "ana@mail.example",
    user: user.id,
    locale: "en",
    details: { username: "ana" },
    at: clock.now(),
    ...over,
  });
  return {
    ...town,
    user,
    sent,
    letter,
    leave: (one: Letter) => storage.transact((work) => work.letters.add(one)),
    run: () => sendLetters({ storage, mailer, clock, ids, digests }),
  };
}

test("a letter leaves once, with a secret of which the digest alone is kept (S-138, S-174)", async () => {
  const { leave, letter, run, sent, storage, clock, user } = await scene();
  await leave(letter());
  expect(await run()).toBe(1);
  expect(await run()).toBe(0);
  expect(sent).toHaveLength(1);
  const hash = `digest of ${sent[0]?.secret ?? ""}`;
  expect(await storage.stores.passes.byHash(hash, "reset-password", clock.now())).toMatchObject({
    user: user.id,
    address: "ana@mail.example",
  });
  clock.advance(hours(2));
  expect(await storage.stores.passes.byHash(hash, "reset-password", clock.now())).toBeUndefined();
});

test("a letter without a link holds no secret", async () => {
  const { leave, letter, run, sent } = await scene();
  await leave(letter({ kind: "password-changed" }));
  await leave(letter({ kind: "sign-up-rejected", user: undefined }));
  await run();
  expect(sent.map(({ secret }) => secret)).toEqual([undefined, undefined]);
});

test("with the mail server down, letters are kept for three days, and tried less and less often (R-018)", async () => {
  const later = { ok: false, reason: "later", says: "no answer" } as const;
  const { leave, letter, run, sent, storage, clock } = await scene(() => later);
  await leave(letter());
  await run();
  expect(await run()).toBe(0);
  clock.advance(seconds(30));
  expect(await run()).toBe(1);
  clock.advance(seconds(59));
  expect(await run()).toBe(0);
  for (let hour = 0; hour < 69; hour += 1) {
    clock.advance(hours(1));
    await run();
  }
  expect(await storage.stores.letters.dead(1)).toEqual([]);
  for (let hour = 0; hour < 3; hour += 1) {
    clock.advance(hours(1));
    await run();
  }
  expect(await storage.stores.letters.dead(1)).toMatchObject([
    { kind: "reset-password", reason: "no answer" },
  ]);
  expect(sent.length).toBeGreaterThan(30);
});

test("a letter that its reader's server refuses is given up at once", async () => {
  const { leave, letter, run, storage, clock } = await scene(() => ({
    ok: false,
    reason: "refused",
    says: "no such mailbox",
  }));
  await leave(letter());
  await run();
  clock.advance(minutes(200));
  expect(await run()).toBe(0);
  expect(await storage.stores.letters.dead(1)).toMatchObject([{ reason: "no such mailbox" }]);
});
