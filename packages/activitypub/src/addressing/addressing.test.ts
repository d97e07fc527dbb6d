import { describe, expect, it } from "vitest";
import { PUBLIC } from "../objects/reference.ts";
import { audienceOf, readAudience, visibilityOf } from "./audience.ts";
import { inboxesOf } from "./recipients.ts";

const FOLLOWERS = "https://a.example/users/ana/followers";
const BEN = "https://b.example/users/ben";

describe("visibility", () => {
  it.each(["public", "unlisted", "private", "direct"] as const)(
    "F-120 %s is read back from its addresses",
    (visibility) => {
      expect(visibilityOf(audienceOf(visibility, FOLLOWERS, [BEN]), FOLLOWERS)).toBe(visibility);
    },
  );

  it("is addressed as Mastodon addresses it", () => {
    expect(audienceOf("unlisted", FOLLOWERS, [BEN, BEN])).toEqual({ to: [FOLLOWERS], cc: [PUBLIC, BEN] });
    expect(audienceOf("direct", FOLLOWERS, [BEN])).toEqual({ to: [BEN], cc: [] });
  });

  it.each([PUBLIC, "as:Public", "Public"])("F-120 %s means everybody", (form) => {
    expect(visibilityOf({ to: [form], cc: [] }, undefined)).toBe("public");
    expect(readAudience(form)).toEqual([PUBLIC]);
  });

  it("followers in cc alone do not make a post private", () => {
    expect(visibilityOf({ to: [BEN], cc: [FOLLOWERS] }, FOLLOWERS)).toBe("direct");
  });
});

describe("recipients", () => {
  const shared = "https://b.example/inbox";

  it("F-189: one server gets one copy, at its shared inbox where it has one", () => {
    expect(
      inboxesOf([
        { inbox: `${BEN}/inbox`, sharedInbox: shared },
        { inbox: "https://b.example/users/eve/inbox", sharedInbox: shared },
        { inbox: "https://c.example/users/dan/inbox", sharedInbox: undefined },
      ]),
    ).toEqual([shared, "https://c.example/users/dan/inbox"]);
  });

  it("an inbox that is left out is left out", () => {
    expect(inboxesOf([{ inbox: `${BEN}/inbox`, sharedInbox: shared }], new Set([shared]))).toEqual([]);
  });
});
