import { expect, test } from "vitest";
import { linksBack } from "./rel-me.ts";

const profile = "https://ours.example/@ana";
const base = "https://ana.example/about";

test.each([
  ['<a href="https://ours.example/@ana" rel="me">me</a>', true],
  ["<link rel='nofollow ME' href='https://ours.example/@ana'>", true],
  ['<a rel="me noopener" href=https://OURS.example/@ana>me</a>', true],
  ['<a href="https://ours.example/@ana">me</a>', false],
  ['<a rel="me" href="https://ours.example/@ana/">me</a>', false],
  ['<a rel="me" href="https://ours.example/@ana?x">me</a>', false],
  ['<a rel="me" href="https://ours.example/@anabel">me</a>', false],
  ['<a rel="acme" href="https://ours.example/@ana">me</a>', false],
  ['<!-- <a rel="me" href="https://ours.example/@ana">me</a> -->', false],
  ['<script>"<a rel=me href=https://ours.example/@ana>"</script>', false],
  ['<textarea><a rel="me" href="https://ours.example/@ana"></a>', false],
  ["", false],
])("a page that says %j proves a profile: %j (F-042, S-068)", (html, expected) => {
  expect(linksBack(html, base, [profile, "https://ours.example/users/ana"])).toBe(expected);
});
