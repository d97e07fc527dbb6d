import type { Federation, Note } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { toUri } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days, hours, minutes } from "../kernel/time.ts";
import type { Milliseconds } from "../kernel/time.ts";
import { isOurs, isSameOrigin } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { PinRules } from "../pins/pins.ts";
import type { Clock } from "../ports.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Storage } from "../stores.ts";
import type { Errand, ErrandKind } from "./errands.store.ts";

export interface ErrandNeeds {
  readonly federation: Pick<Federation, "fetchMembers" | "fetchNote">;
  readonly posts: Posts;
  readonly rules: { readonly pins: PinRules };
  readonly storage: Storage;
  readonly clock: Clock;
  readonly settings: Home;
}

const batch = 5;
/** How long an errand waits after each try in vain; then it is let be. */
const pauses: readonly Milliseconds[] = [minutes(1), minutes(10), hours(1), hours(6)];
const rememberedFor = days(1);

const runs: Readonly<Record<ErrandKind, (subject: string, needs: ErrandNeeds) => Promise<unknown>>> = {
  post: (uri, { posts }) => posts.byUri(uri),
  thread: crawl,
  featured: syncFeatured,
};

/**
 * Does what is due of what is asked of other servers on the side. Resolves to how many there were. What another server
 * does not answer is tried again, four times in seven hours.
 */
export async function runErrands(needs: ErrandNeeds): Promise<number> {
  const { stores } = needs.storage;
  const due = await stores.errands.due(needs.clock.now(), batch);
  for (const errand of due) await runOne(errand, needs);
  if (due.length === 0)
    await needs.storage.transact((work) => work.errands.forget(after(needs.clock.now(), -rememberedFor)));
  return due.length;
}

/** Put off before it fails for a reason of ours, so that one that always does holds up no other. */
async function runOne(errand: Errand, needs: ErrandNeeds): Promise<void> {
  const { storage, clock } = needs;
  try {
    await runs[errand.kind](errand.subject, needs);
  } catch (error) {
    const pause = pauses[errand.attempts];
    await storage.transact((work) =>
      pause === undefined
        ? work.errands.done(errand, clock.now())
        : work.errands.putOff(errand, after(clock.now(), pause)),
    );
    if (error instanceof Refusal && error.code === "unreachable") return;
    throw error;
  }
  await storage.transact((work) => work.errands.done(errand, clock.now()));
}

/** How many posts of a conversation are looked for, and how many are asked for in one go (S-063). */
const maxPosts = 500;
const maxAsked = 100;

/**
 * Completes a conversation downwards from a post: by its `context`, which lists all of it (FEP-f228), or else by the
 * replies of each post that is found. Whatever a list says, a post is believed from its own server alone.
 */
async function crawl(uri: string, needs: ErrandNeeds): Promise<void> {
  const { federation, posts, settings } = needs;
  const seen = new Set([uri]);
  const waiting = [uri];
  for (let asked = 0; asked < maxAsked; asked += 1) {
    const next = waiting.shift();
    if (next === undefined) return;
    const fetched = await federation.fetchNote(next);
    if (!fetched.ok && fetched.reason === "unreachable" && next === uri)
      throw new Refusal("unreachable", `${uri} cannot be fetched now.`);
    if (!fetched.ok) continue;
    await posts.keep(fetched.value, { isDelivered: false, recipient: undefined });
    const { items, isWhole } = await listOf(fetched.value, needs);
    const fresh = items.filter((item) => !seen.has(item) && !isOurs(item, settings));
    const found = fresh.slice(0, maxPosts - seen.size);
    for (const item of found) seen.add(item);
    if (isWhole) return fetchAll(found.slice(0, maxAsked), needs);
    waiting.push(...found);
  }
}

async function fetchAll(uris: readonly string[], { posts }: ErrandNeeds): Promise<void> {
  for (const uri of uris) await orNothing(() => posts.byUri(uri));
}

interface Listed {
  readonly items: readonly string[];
  /** Whether it lists the whole conversation. */
  readonly isWhole: boolean;
}

async function listOf(note: Note, needs: ErrandNeeds): Promise<Listed> {
  const { context } = note;
  if (context !== undefined && /^https?:/.test(context) && !isOurs(context, needs.settings)) {
    const whole = await needs.federation.fetchMembers(context);
    if (whole.ok && whole.value.items.length > 0) return { items: whole.value.items, isWhole: true };
  }
  return { items: await repliesOf(note, needs), isWhole: false };
}

/** Replies are listed by the server of the post alone (S-045). */
async function repliesOf({ id, replies }: Note, { federation }: ErrandNeeds): Promise<readonly string[]> {
  if (replies?.id === undefined || !isSameOrigin(replies.id, id)) return inlinedReplies(replies);
  const listed = await federation.fetchMembers(replies.id);
  return listed.ok ? listed.value.items : inlinedReplies(replies);
}

/** The addresses in the first page of replies that came along with a post. */
export function inlinedReplies(replies: Note["replies"]): readonly string[] {
  const first = replies?.first;
  const items = typeof first === "object" ? first.items : (replies?.items ?? []);
  return items.flatMap((item) => (typeof item === "string" ? [item] : []));
}

const maxFeatured = 20;

/** Reads what an account shows first: its own posts, as its own server lists them (S-045). */
async function syncFeatured(actor: string, needs: ErrandNeeds): Promise<void> {
  const { storage, federation, posts, rules } = needs;
  const account = await storage.stores.accounts.byUri(toUri(actor));
  if (account === undefined || isLocal(account) || !isThere(account)) return;
  const { featured } = account.endpoints;
  if (featured === undefined || !isSameOrigin(featured, actor)) return;
  const listed = await federation.fetchMembers(featured);
  if (!listed.ok && listed.reason === "unreachable")
    throw new Refusal("unreachable", `${featured} cannot be fetched now.`);
  if (!listed.ok) return;
  const own = listed.value.items.filter((item) => isSameOrigin(item, actor)).slice(0, maxFeatured);
  const found: Status[] = [];
  for (const item of own) {
    const status = await orNothing(() => posts.byUri(item));
    if (status !== undefined) found.push(status);
  }
  await rules.pins.receiveAll(account.id, found);
}

async function orNothing<Result>(find: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Refusal && error.code === "unreachable") return undefined;
    throw error;
  }
}
