import type { Announcement, DomainEvent } from "../kernel/event.ts";
import type { DeadLetters } from "../delivery/dead-letters.store.ts";
import type { Outgoing } from "../delivery/outbox.store.ts";
import type { Clock, EventLog, Ids, Stream } from "../ports.ts";
import type { Storage, Stores, Transact } from "../stores.ts";
import { accountStore } from "./accounts.ts";
import { blockStore } from "./blocks.ts";
import { cardStore } from "./cards.ts";
import { boostStore } from "./boosts.ts";
import { fixedClock, memoryIds } from "./clock.ts";
import { deadLetters } from "./dead-letters.ts";
import { idempotencyStore, outboxStore } from "./delivery.ts";
import { domainRuleStore } from "./domain-rules.ts";
import { errandStore } from "./errands.ts";
import { keepEvent, nextEvent, postpone } from "./events.ts";
import { letterStore } from "./letters.ts";
import { inviteStore, signUpStore } from "./sign-ups.ts";
import { secondFactorStore } from "./second-factors.ts";
import { passStore } from "./passes.ts";
import { filterStore } from "./filters.ts";
import { followedTagStore } from "./followed-tags.ts";
import { followStore } from "./follows.ts";
import { inboxStore, type MemoryInbox } from "./inbox.ts";
import { bookmarkStore } from "./bookmarks.ts";
import { emojiStore } from "./emojis.ts";
import { directoryStore } from "./directory.ts";
import { instanceStore } from "./instance.ts";
import { conversationStore } from "./conversations.ts";
import { markerStore } from "./markers.ts";
import { privateNoteStore } from "./private-notes.ts";
import { endorsementStore } from "./endorsements.ts";
import { favouriteStore } from "./favourites.ts";
import { mediaStore } from "./media.ts";
import { listStore } from "./lists.ts";
import { moveStore } from "./moves.ts";
import { mutedThreadStore } from "./muted-threads.ts";
import { muteStore } from "./mutes.ts";
import { notificationPolicyStore, notificationRequestStore } from "./notification-requests.ts";
import { notificationStore } from "./notifications.ts";
import { featuredTagStore, pinStore } from "./pins.ts";
import { relayStore } from "./relays.ts";
import { pushStore } from "./push.ts";
import { pollStore } from "./polls.ts";
import { remoteMediaStore } from "./remote-media.ts";
import { reactionStore } from "./reactions.ts";
import { policyStore, quoteStore } from "./quotes.ts";
import { appStore, codeStore, sessionStore, tokenStore, userStore } from "./sign-in.ts";
import { reportStore } from "./reports.ts";
import { searchStore } from "./search.ts";
import { scheduledStore } from "./scheduled.ts";
import { statusStore } from "./statuses.ts";
import { createTables, draftTables, type Tables } from "./tables.ts";
import { tagStore } from "./tags.ts";
import { trendStore } from "./trends.ts";
import { timelineStore } from "./timelines.ts";

/** All that an application needs to keep, in this process's memory and for as long as it runs. */
export interface MemoryStorage extends Storage {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly stream: Stream;
  readonly inbox: MemoryInbox;
  readonly deadLetters: DeadLetters;
  /** What was left to be sent, oldest first. */
  outgoing(): readonly Outgoing[];
  /** The events that wait to be followed up, oldest first. */
  recorded(): readonly DomainEvent[];
  /** How many rows the transactions so far have written or taken away. */
  changes(): number;
}

/** The stores over a set of tables. */
function storesOver(tables: Tables): Stores {
  return {
    accounts: accountStore(tables),
    apps: appStore(tables),
    blocks: blockStore(tables),
    bookmarks: bookmarkStore(tables),
    boosts: boostStore(tables),
    cards: cardStore(tables),
    codes: codeStore(tables),
    conversations: conversationStore(tables),
    directory: directoryStore(tables),
    domainRules: domainRuleStore(tables),
    emojis: emojiStore(tables),
    endorsements: endorsementStore(tables),
    errands: errandStore(tables),
    favourites: favouriteStore(tables),
    featuredTags: featuredTagStore(tables),
    filters: filterStore(tables),
    followedTags: followedTagStore(tables),
    follows: followStore(tables),
    idempotency: idempotencyStore(tables),
    invites: inviteStore(tables),
    instance: instanceStore(tables),
    letters: letterStore(tables),
    markers: markerStore(tables),
    media: mediaStore(tables),
    lists: listStore(tables),
    moves: moveStore(tables),
    mutedThreads: mutedThreadStore(tables),
    mutes: muteStore(tables),
    notificationPolicies: notificationPolicyStore(tables),
    notificationRequests: notificationRequestStore(tables),
    notifications: notificationStore(tables),
    outbox: outboxStore(tables),
    passes: passStore(tables),
    pins: pinStore(tables),
    privateNotes: privateNoteStore(tables),
    relays: relayStore(tables),
    policies: policyStore(tables),
    polls: pollStore(tables),
    push: pushStore(tables),
    quotes: quoteStore(tables),
    reactions: reactionStore(tables),
    remoteMedia: remoteMediaStore(tables),
    reports: reportStore(tables),
    search: searchStore(tables),
    scheduled: scheduledStore(tables),
    secondFactors: secondFactorStore(tables),
    sessions: sessionStore(tables),
    signUps: signUpStore(tables),
    statuses: statusStore(tables),
    tags: tagStore(tables),
    timelines: timelineStore(tables),
    tokens: tokenStore(tables),
    trends: trendStore(tables),
    users: userStore(tables),
  };
}

/**
 * Keeps everything in plain maps. Transactions run one after another, see their own changes alone, and
 * leave nothing behind when they throw.
 *
 * @param options.clock the time (a clock that stands still at noon by default)
 * @param options.ids the maker of ids (the same ids in every run by default)
 */
export function memoryStorage(options: { readonly clock?: Clock; readonly ids?: Ids } = {}): MemoryStorage {
  const clock = options.clock ?? fixedClock();
  const ids = options.ids ?? memoryIds(clock);
  const tables = createTables();
  const listeners = new Set<(announcement: Announcement) => void>();
  const announce = (all: readonly Announcement[]): void => {
    for (const one of all) for (const listener of listeners) listener(one);
  };
  let changes = 0;
  const transact = serialised(tables, { clock, announce, kept: (count) => void (changes += count) });
  return {
    clock,
    ids,
    stores: storesOver(tables),
    transact,
    events: eventLog(tables, { clock, transact }),
    stream: {
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    inbox: inboxStore(tables, clock),
    deadLetters: deadLetters(tables, clock),
    outgoing: () => tables.outgoing.values(),
    changes: () => changes,
    recorded: () => tables.events.values().map(({ event }) => event),
  };
}

type Announce = (announcements: readonly Announcement[]) => void;

/** The transaction's own tables, for what belongs to it without being a store. */
type Within = <Result>(
  run: (work: Parameters<Parameters<Transact>[0]>[0], tables: Tables) => Promise<Result>,
) => Promise<Result>;

interface Surroundings {
  readonly clock: Clock;
  readonly announce: Announce;
  readonly kept: (count: number) => void;
}

function serialised(tables: Tables, { clock, announce, kept }: Surroundings): Within {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const turn = last.then(async () => {
      const draft = draftTables(tables);
      const announcements: Announcement[] = [];
      const result = await run(
        {
          ...storesOver(draft.tables),
          record: (event) => keepEvent(draft.tables, event, clock.now()),
          announce: (announcement) => void announcements.push(announcement),
        },
        draft.tables,
      );
      kept(draft.keep());
      announce(announcements);
      return result;
    });
    last = turn.catch(() => undefined); // its own caller hears of the failure; the next in line need not
    return turn;
  };
}

function eventLog(tables: Tables, { clock, transact }: { clock: Clock; transact: Within }): EventLog {
  return {
    async relay(follow, limit) {
      const passed = new Set<string>();
      while (passed.size < limit) {
        const kept = nextEvent(tables, clock, passed);
        if (kept === undefined) break;
        passed.add(kept.id);
        await transact(async (work, own) => {
          if (!own.events.delete(kept.id)) return;
          await follow(kept.event, work);
        }).catch((error: unknown) => postpone(tables, kept, { error, at: clock.now() }));
      }
      return passed.size;
    },
  };
}
