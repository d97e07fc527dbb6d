import type { Federation } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import type { People } from "../accounts/people.activity.ts";
import { Refusal } from "../kernel/refusal.ts";
import { toUri } from "../kernel/id.ts";
import { memoryStorage } from "../memory/index.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import { createRemote } from "./remote.activity.ts";

type Answer = Awaited<ReturnType<Federation["lookup"]>>;

const unasked = (): Promise<never> => Promise.reject(new Error("Nobody is asked for this."));
const posts: Posts = { keep: unasked } as Partial<Posts> as Posts; // a failed look-up keeps nothing

function remoteThat(answer: Answer) {
  const unreachable = async (): Promise<never> => {
    throw new Refusal("unreachable");
  };
  const people = { byUri: unreachable, byHandle: unreachable } as Partial<People> as People; // asked for these two alone
  return createRemote({
    federation: { lookup: async () => answer },
    people,
    posts,
    stores: memoryStorage().stores,
    settings: { origin: "https://here.example", domain: "here.example" },
    refresh: unasked,
  });
}

test("S-065: whatever kept something from being fetched, whoever asked for it learns that it was not found", async () => {
  const reasons = ["refused-address", "unreachable", "not-found", "too-large", "malformed", "gone"] as const;
  for (const reason of reasons) {
    const remote = remoteThat({ ok: false, reason });
    expect(await remote.any("http://10.0.0.1/admin")).toBeUndefined();
    expect(await remote.account(toUri("http://10.0.0.1/admin"))).toBeUndefined();
    expect(await remote.handle("admin", "10.0.0.1")).toBeUndefined();
  }
});
