import assert from "node:assert/strict";
import { test } from "vitest";
import { confirm, table, UsageError } from "./terminal.ts";

test("rows line up under their heads", () => {
  const rows = [
    ["ana", "owner"],
    ["benedikta", "user"],
  ];
  assert.equal(table(["NAME", "ROLE"], rows), "NAME       ROLE\nana        owner\nbenedikta  user");
});

test("what strangers wrote stays in its cell, and sends the terminal no orders", () => {
  assert.equal(
    table(["COMMENT"], [["two\r\nlines \u001b]0;title\u0007\u202eend"]]),
    "COMMENT\ntwo lines  ]0;title end",
  );
});

test("without rows there are the heads alone", () => {
  assert.equal(table(["NAME", "ROLE"], []), "NAME  ROLE");
});

test("a yes that was said beforehand is not asked for", async () => {
  assert.equal(await confirm("Delete?", { yes: true }), true);
});

test("where nobody can be asked, the yes has to be said beforehand", async () => {
  await assert.rejects(confirm("Delete?", { yes: false, canAsk: false }), UsageError);
});
