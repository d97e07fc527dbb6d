import { expect, test } from "vitest";
import { checkedEmail, checkedUsername, checkPassword } from "./rules.ts";

test("a username is in lower case", () => {
  expect(checkedUsername(" Ana_1 ", "user")).toBe("ana_1");
});

test.each(["", "a b", "ana-b", "anä", "x".repeat(31), "ana\n@"])("%j is no username", (name) => {
  expect(() => checkedUsername(name, "user")).toThrow(/username/);
});

test("names that speak for the server are the staff's", () => {
  expect(() => checkedUsername("Admin", "user")).toThrow("reserved");
  expect(checkedUsername("admin", "owner")).toBe("admin");
});

test("the domain of an address of mail is kept as DNS knows it (S-098)", () => {
  expect(checkedEmail("Ana.b+c@BÜCHER.example")).toBe("Ana.b+c@xn--bcher-kva.example");
});

test.each([
  "ana",
  "a@b@c.example",
  '"ana"@a.example',
  "a%b@a.example",
  "a!b@a.example",
  "ana,b@a.example",
  "ana@[127.0.0.1]",
  "ana@127.0.0.1",
  "ana(x)@a.example",
  "an a@a.example",
  "ana\r\nBcc: x@a.example",
  ".ana@a.example",
  `${"a".repeat(65)}@a.example`,
])("%j is no address of mail (S-098)", (email) => {
  expect(() => checkedEmail(email)).toThrow("This is not an address of mail.");
});

const owner = { username: "anastasia", email: "anna.maria@mail.example", domain: "here.example" };

test.each(["short 1", "Password", "Anastasia", "anna.maria", "here.example", "x".repeat(1025)])(
  "%j is no password (S-126)",
  (password) => {
    expect(() => checkPassword(password, owner)).toThrow(/password/);
  },
);

test.each(["correct horse", "pässwörter", "🐴🔋📎🐴🔋📎🐴🔋", "x".repeat(128)])(
  "%j is a password (S-126)",
  (password) => {
    expect(() => checkPassword(password, owner)).not.toThrow();
  },
);
