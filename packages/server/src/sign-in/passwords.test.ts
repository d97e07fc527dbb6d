import assert from "node:assert/strict";
import { test } from "vitest";
import { createPasswords } from "./passwords.ts";

const cheap = { memoryKib: 19 * 1024, passes: 2 };
const passwords = createPasswords({ pepper: Buffer.alloc(32, 7), ...cheap });

test("a hash is Argon2id, and knows its password alone", async () => {
  const hash = await passwords.hash("correct horse");
  assert.match(hash, /^\$argon2id\$/);
  assert.equal(await passwords.verify("correct horse", hash), true);
  assert.equal(await passwords.verify("correct house", hash), false);
});

test("with another pepper, the right password is wrong", async () => {
  const hash = await passwords.hash("correct horse");
  const others = createPasswords({ pepper: Buffer.alloc(32, 8), ...cheap });
  assert.equal(await others.verify("correct horse", hash), false);
});

test("nobody's password is never right", async () => {
  assert.equal(await passwords.verify("nobody's password", undefined), false);
});
