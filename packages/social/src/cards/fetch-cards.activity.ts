import type { Federation } from "@trunkline/activitypub";
import { detailsOf } from "../accounts/profile-details.ts";
import { isThere } from "../accounts/existing.ts";
import type { People } from "../accounts/people.activity.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days, hours, minutes } from "../kernel/time.ts";
import type { Milliseconds } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { Card, ReadCard } from "./card.ts";
import type { WantedCard } from "./cards.store.ts";
import { readCard, withOEmbed } from "./read-card.ts";

export interface FetchCardsNeeds {
  readonly federation: Pick<Federation, "fetchPage">;
  readonly people: Pick<People, "byHandle">;
  readonly storage: Storage;
  readonly clock: Clock;
}

const batch = 16;
/** How long a card is as good as new. */
const freshFor = days(14);
/** How long a page that does not answer is left alone after each try; then there is no card. */
const pauses: readonly Milliseconds[] = [minutes(10), hours(2)];

/**
 * Looks at the links whose time has come, each at its own address. Meant for every few seconds; several may do so at
 * once. Resolves to how many there were.
 */
export async function fetchCards(needs: FetchCardsNeeds): Promise<number> {
  const due = await needs.storage.stores.cards.due(needs.clock.now(), batch);
  await Promise.all(due.map((wanted) => fetchOne(wanted, needs)));
  return due.length;
}

/** Put off before it is tried, so that one that always fails for a reason of ours holds up no other. */
async function fetchOne(wanted: WantedCard, needs: FetchCardsNeeds): Promise<void> {
  const { storage, clock } = needs;
  const now = clock.now();
  const putAt = await storage.stores.cards.putAt(wanted.url);
  if (putAt !== undefined && putAt > after(now, -freshFor)) {
    await storage.transact((work) => work.cards.settle(wanted));
    return;
  }
  const pause = pauses[wanted.attempts];
  if (pause !== undefined) await storage.transact((work) => work.cards.putOff(wanted, after(now, pause)));
  const card = await read(wanted.url, needs);
  if (card === "later" && pause !== undefined) return;
  await storage.transact(async (work) => {
    if (typeof card === "object") await work.cards.put(card, now);
    await work.cards.settle(wanted);
  });
}

async function read(url: string, needs: FetchCardsNeeds): Promise<Card | "later" | undefined> {
  const page = await needs.federation.fetchPage(url, "html");
  if (!page.ok) return page.reason === "unreachable" ? "later" : undefined;
  const said = readCard(page.value.text, page.value.url);
  if (said === undefined) return undefined;
  const { creatorHandle, oEmbedUrl: _oEmbedUrl, ...card } = await completed(said, page.value.url, needs);
  const creator =
    creatorHandle === undefined ? undefined : await creatorOf(creatorHandle, page.value.url, needs);
  return { ...card, url, creator };
}

/** Asks for the oEmbed document where the page does not name its author itself, on the page's own site alone. */
async function completed(card: ReadCard, page: string, { federation }: FetchCardsNeeds): Promise<ReadCard> {
  const { oEmbedUrl, authorName } = card;
  if (oEmbedUrl === undefined || authorName !== "" || new URL(oEmbedUrl).origin !== new URL(page).origin)
    return card;
  const answer = await federation.fetchPage(oEmbedUrl, "json");
  return answer.ok ? withOEmbed(card, answer.value.text, page) : card;
}

/** An account wrote a page only where it says itself that the page's site may say so. */
async function creatorOf(
  handle: string,
  page: string,
  { people, storage }: FetchCardsNeeds,
): Promise<AccountId | undefined> {
  const [username = "", domain = ""] = handle.split("@");
  const host = new URL(page).hostname;
  const account = await people.byHandle(username, domain).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "unreachable") return undefined;
    throw error;
  });
  if (account === undefined || !isThere(account)) return undefined;
  const known = await storage.stores.accounts.byId(account.id);
  const agrees =
    known !== undefined &&
    detailsOf(known).attributionDomains.some((one) => host === one || host.endsWith(`.${one}`));
  return agrees ? known.id : undefined;
}
