import { setTimeout as sleep } from "node:timers/promises";
import type { Running } from "../src/start.ts";
import type { StatusId } from "@trunkline/social";

/** What the calls of the bench are about. */
export interface ApiTown {
  readonly token: string;
  readonly account: string;
  /** A status with two hundred replies. */
  readonly root: string;
  /** A token of each of a hundred more people. */
  readonly listeners: readonly string[];
}

const people = 100;
const replies = 200;

const post = (text: string, inReplyTo?: StatusId) => ({
  text,
  spoilerText: "",
  sensitive: false,
  language: "en",
  visibility: undefined,
  inReplyTo,
  app: undefined,
  idempotencyKey: undefined,
});

/** A hundred people who follow one and are followed back, speak, answer a status two hundred times, and like it. */
export async function fillTown({ composition }: Pick<Running, "composition">): Promise<ApiTown> {
  const { social } = composition;
  const scopes = ["read", "write", "follow", "push"];
  const { app } = await social.signIn.registerApp({
    name: "Bench",
    website: undefined,
    redirectUris: [],
    scopes,
  });
  const made = [];
  for (let n = 0; n <= people; n += 1) {
    const user = { username: `user${n}`, email: `u${n}@mail.example`, password: `a long password ${n}` };
    const { account, user: own } = await social.signIn.createUser({ ...user, confirmed: true, role: "user" });
    const { secret } = await social.signIn.grant({ app: app.id, user: own.id, scopes });
    made.push({ id: account.id, token: secret });
  }
  const [me, ...others] = made;
  if (me === undefined) throw new Error("Nobody was made.");
  const { status: root } = await social.statuses.post(me.id, post("What do you make of tides? #bench"));
  for (const { id } of others) {
    await social.follows.follow(me.id, id, {});
    await social.follows.follow(id, me.id, {});
    await social.statuses.post(id, post("A word about the weather at the sea #bench"));
    await social.statuses.post(me.id, post("One more of mine #bench"));
    await social.favourites.add(id, root.id);
  }
  for (let n = 0; n < replies; n += 1) {
    const { id } = others[n % others.length] ?? me;
    await social.statuses.post(id, post(`@user0 answer ${n}`, root.id));
  }
  await settled({ composition });
  return { token: me.token, account: me.id, root: root.id, listeners: others.map(({ token }) => token) };
}

/** Waits until nothing is left to be followed up. */
export async function settled({ composition }: Pick<Running, "composition">): Promise<void> {
  const { deadLetters } = composition.storage;
  while (Object.values(await deadLetters.counts()).some(({ waiting }) => waiting > 0)) await sleep(100);
}
