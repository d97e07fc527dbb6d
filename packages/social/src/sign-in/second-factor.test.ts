import { expect, test } from "vitest";
import { minutes, seconds } from "../kernel/time.ts";
import { createTown } from "../testing/town.ts";
import { codeAt, stepOf } from "./totp.ts";

test("codes are those of RFC 6238", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const [time, code] of [
    [59, "287082"],
    [1111111109, "081804"],
    [1234567890, "005924"],
    [20000000000, "353130"],
  ] as const)
    expect(codeAt(secret, stepOf(new Date(time * 1000)))).toBe(code);
});

async function scene() {
  const town = createTown();
  const { signIn, secondFactors } = town.social;
  const user = await signIn.user(await town.person("ana"));
  if (user === undefined) throw new Error("Ana has no user.");
  const secret = (await secondFactors.begin(user.id, "correct horse")) ?? "";
  const code = () => codeAt(secret, stepOf(town.clock.now()));
  const codes = (await secondFactors.enable(user.id, code())) ?? [];
  town.clock.advance(seconds(60));
  const give = () => signIn.signIn("ana@mail.example", "correct horse");
  return { ...town, user, signIn, secondFactors, code, codes, give };
}

test("with a second factor the password opens a second step, which is no session (S-134)", async () => {
  const { signIn, give, code, clock } = await scene();
  const step = await give();
  expect(step?.next).toBe("second-step");
  expect(await signIn.session(step?.secret ?? "")).toBeUndefined();
  expect(await signIn.finish(step?.secret ?? "", "000000")).toBeUndefined();
  const opened = await signIn.finish(step?.secret ?? "", code());
  expect(await signIn.session(opened?.secret ?? "")).toBeDefined();
  expect(await signIn.finish(step?.secret ?? "", code())).toBeUndefined();
  const late = await give();
  clock.advance(minutes(5));
  expect(await signIn.finish(late?.secret ?? "", code())).toBeUndefined();
});

test("a code is good once, and five tries in five minutes are the most (S-133)", async () => {
  const { signIn, give, code, clock } = await scene();
  const used = code();
  expect(await signIn.finish((await give())?.secret ?? "", used)).toBeDefined();
  const again = await give();
  expect(await signIn.finish(again?.secret ?? "", used)).toBeUndefined();
  clock.advance(minutes(6));
  const step = await give();
  for (let count = 0; count < 5; count += 1) await signIn.finish(step?.secret ?? "", "000000");
  expect(await signIn.finish(step?.secret ?? "", code())).toBeUndefined();
});

test("ten recovery codes open the account, each once (S-135)", async () => {
  const { signIn, give, codes, clock } = await scene();
  expect(new Set(codes).size).toBe(10);
  const [first = ""] = codes;
  expect(await signIn.finish((await give())?.secret ?? "", first)).toBeDefined();
  expect(await signIn.finish((await give())?.secret ?? "", first)).toBeUndefined();
  clock.advance(minutes(6));
  expect(await signIn.finish((await give())?.secret ?? "", codes[1] ?? "")).toBeDefined();
});

test("it is turned on with the password and a code, and off with the password (S-132)", async () => {
  const { signIn, secondFactors, give, user } = await scene();
  await expect(secondFactors.begin(user.id, "correct horse")).rejects.toMatchObject({ code: "conflict" });
  expect(await secondFactors.disable(user.id, "wrong")).toBe(false);
  expect(await secondFactors.isOn(user.id)).toBe(true);
  expect(await secondFactors.disable(user.id, "correct horse")).toBe(true);
  expect(await signIn.session((await give())?.secret ?? "")).toBeDefined();
  expect(await secondFactors.begin(user.id, "wrong")).toBeUndefined();
  await secondFactors.begin(user.id, "correct horse");
  expect(await secondFactors.enable(user.id, "000000")).toBeUndefined();
  expect(await secondFactors.isOn(user.id)).toBe(false);
});
