import type { Note } from "@trunkline/activitypub";
import type { Account } from "../accounts/account.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { byId, inOrder } from "../kernel/listing.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Emoji } from "../emoji/emoji.ts";
import type { Poll } from "../polls/poll.ts";
import type { Stores } from "../stores.ts";
import type { NoteQuote } from "./note.activity.ts";
import { toNote } from "./note.activity.ts";
import type { Status } from "./status.ts";

type NoteStores = Pick<Stores, "accounts" | "emojis" | "policies" | "polls" | "quotes" | "statuses">;

/** The protocol form of a local status. */
export async function writeNote(status: Status, stores: NoteStores, home: Home): Promise<Note> {
  const [note] = await writeNotes([status], stores, home);
  if (note === undefined) throw new Error(`Status ${status.id} has no author.`);
  return note;
}

/** The protocol forms of local statuses, in a number of reads that grows only with how many of them were answered. */
export async function writeNotes(
  statuses: readonly Status[],
  stores: NoteStores,
  home: Home,
): Promise<readonly Note[]> {
  const [accounts, parents, polls, quotes, policies, replies] = await Promise.all([
    readAccounts(statuses, stores),
    readParents(statuses, stores),
    readPolls(statuses, stores),
    readQuotes(statuses, stores),
    stores.policies.of(statuses.map(({ id }) => id)),
    readOwnReplies(statuses, stores),
  ]);
  const emojis = await readEmojis(statuses, stores);
  return statuses.flatMap((status) => {
    const author = accounts.get(status.account);
    if (author === undefined) return [];
    const mentioned = status.mentions
      .map((id) => accounts.get(id))
      .filter((account) => account !== undefined);
    const parent = (status.inReplyTo && parents.get(status.inReplyTo)) ?? status.inReplyToUri;
    const { id } = status;
    const more = { poll: polls.get(id), quote: quotes.get(id), policy: policies.get(id), emojis };
    const ownReplies = replies.get(id) ?? [];
    return [toNote({ status, author, mentioned, parent, ownReplies, ...more }, home)];
  });
}

async function readAccounts(
  statuses: readonly Status[],
  { accounts }: NoteStores,
): Promise<ReadonlyMap<AccountId, Account>> {
  const ids = new Set(statuses.flatMap(({ account, mentions }) => [account, ...mentions]));
  return new Map((await accounts.byIds([...ids])).map((account) => [account.id, account]));
}

/** All emoji of this server that the statuses name; one that was removed since is not shown elsewhere any more. */
async function readEmojis(
  statuses: readonly Status[],
  { emojis }: NoteStores,
): Promise<ReadonlyMap<string, Emoji>> {
  const names = [...new Set(statuses.flatMap((status) => status.emojis.map(({ shortcode }) => shortcode)))];
  const found = await emojis.named(names.map((shortcode) => ({ shortcode, domain: undefined })));
  return new Map(found.map((emoji) => [emoji.shortcode, emoji]));
}

/** How many of the author's own replies are told with a post. */
const maxInlined = 5;

/** Addresses of what authors have answered to themselves, of those posts that were answered at all. */
async function readOwnReplies(
  statuses: readonly Status[],
  stores: NoteStores,
): Promise<ReadonlyMap<StatusId, readonly string[]>> {
  const answered = statuses.filter(({ repliesCount }) => repliesCount > 0);
  const lists = answered.map(async ({ id, account }) => {
    const options = { of: account, isOf: true, after: undefined, limit: maxInlined };
    const ids = await stores.statuses.replies(id, options);
    const found = inOrder(ids, byId(await stores.statuses.byIds(ids)));
    return [id, found.map(({ uri }) => uri)] as const;
  });
  return new Map(await Promise.all(lists));
}

async function readPolls(
  statuses: readonly Status[],
  { polls }: NoteStores,
): Promise<ReadonlyMap<StatusId, Poll>> {
  const asked = await polls.of(statuses.map(({ id }) => id));
  return new Map(asked.map((poll) => [poll.status, poll]));
}

/** What is quoted, with the page that shows it to people. */
async function readQuotes(
  statuses: readonly Status[],
  stores: NoteStores,
): Promise<ReadonlyMap<StatusId, NoteQuote>> {
  const quotes = await stores.quotes.of(statuses.map(({ id }) => id));
  const known = quotes.flatMap(({ quoted }) => quoted ?? []);
  const quoted = new Map((await stores.statuses.byIds(known)).map((status) => [status.id, status]));
  return new Map(
    quotes.map((quote) => {
      const url = (quote.quoted && quoted.get(quote.quoted)?.url) ?? quote.quotedUri;
      return [quote.status, { quote, url }];
    }),
  );
}

/** Addresses of parents. One that was deleted is still what the reply answers. */
async function readParents(
  statuses: readonly Status[],
  stores: NoteStores,
): Promise<ReadonlyMap<StatusId, string>> {
  const ids = new Set(statuses.map(({ inReplyTo }) => inReplyTo).filter((id) => id !== undefined));
  const known = new Map<StatusId, string>();
  for (const { id, uri } of await stores.statuses.byIds([...ids])) known.set(id, uri);
  const missing = [...ids].filter((id) => !known.has(id));
  for (const parent of await Promise.all(missing.map((id) => stores.statuses.withDeleted(id)))) {
    if (parent !== undefined) known.set(parent.id, parent.uri);
  }
  return known;
}
