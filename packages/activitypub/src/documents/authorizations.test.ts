import { expect, it } from "vitest";
import type { Authorization } from "../objects/authorization.ts";
import { writeAuthorization } from "../objects/authorization.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import { authorizationRoute } from "./authorizations.ts";
import type { Door } from "./door.ts";
import { answerFrom } from "./route.ts";

const origin = "https://ours.example";
const authorization: Authorization = {
  type: "QuoteAuthorization",
  id: `${origin}/users/ana/quote_authorizations/7`,
  attributedTo: `${origin}/users/ana`,
  interactingObject: "https://there.example/notes/1",
  interactionTarget: `${origin}/users/ana/statuses/1`,
};
const blocked = "https://there.example/users/eve";

/** Asks for an address, in a reader's name where one is given. */
function ask(path: string, reader?: string): Promise<Response | undefined> {
  const door: Door = {
    isGuarded: false,
    enter: async () => ({ reader }),
    introduce: async () => ({ reader }),
    isBlocked: async (_owner, who) => who === blocked,
  };
  const { actors } = memoryPorts();
  const route = authorizationRoute({
    door,
    write: writeAuthorization,
    actors: {
      ...actors,
      authorization: async (uri) =>
        uri === authorization.id ? { standing: "here", authorization } : { standing: "unknown" },
    },
  });
  return answerFrom([route], new Request(`${origin}${path}`), origin);
}

it("F-172: a permission to quote can be looked at by anybody, at its own address", async () => {
  const response = await ask("/users/ana/quote_authorizations/7");
  expect(response?.headers.get("content-type")).toBe("application/activity+json; charset=utf-8");
  expect(await response?.json()).toEqual(authorization);
});

it("one that was not given is not there, nor is any for somebody who is blocked", async () => {
  expect((await ask("/users/ana/quote_authorizations/8"))?.status).toBe(404);
  expect((await ask("/users/ana/quote_authorizations/7", blocked))?.status).toBe(404);
  expect(await ask("/users/ana/quote_authorizations/")).toBe(undefined);
});
