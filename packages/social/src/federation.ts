import type { Activity, ActivityType, Federation, Undo, Update } from "@trunkline/activitypub";
import { createPeople, onDeleteActor, onUpdateActor } from "./accounts/people.activity.ts";
import type { People } from "./accounts/people.activity.ts";
import { onBlock, onUndoBlock, undoBlockAt } from "./blocks/blocks.activity.ts";
import { onUndoAnnounce, undoAnnounceAt } from "./boosts/boosts.activity.ts";
import { onAnnounceOrPass } from "./boosts/group.activity.ts";
import { runErrands } from "./backfill/run-errands.activity.ts";
import { fetchCards } from "./cards/fetch-cards.activity.ts";
import { withBudget } from "./delivery/budget.activity.ts";
import type { FollowersClaim } from "./delivery/inbox.store.ts";
import { onLike, onUndoLike, undoLikeAt } from "./favourites/favourites.activity.ts";
import type { Favourites } from "./favourites/favourites.ts";
import {
  onAccept,
  onFollow,
  onReject,
  onUndoAccept,
  onUndoFollow,
  undoFollowAt,
} from "./follows/follows.activity.ts";
import { synchroniseFollowers } from "./follows/synchronise.activity.ts";
import { startAnew } from "./follows/refollow.ts";
import { toUri } from "./kernel/id.ts";
import { isRelay, onRelayAnnounce, onRelayAnswer, onRelayFollow } from "./relays/relays.activity.ts";
import { isOurs } from "./kernel/untrusted.ts";
import type { Home } from "./kernel/untrusted.ts";
import { onMove } from "./moves/moves.activity.ts";
import { onAdd, onRemove } from "./pins/pins.activity.ts";
import { treatmentOf } from "./domains/treatment.ts";
import type { Clock, Ids, Remote } from "./ports.ts";
import {
  onAcceptQuote,
  onDeletePermission,
  onQuoteRequest,
  onRejectQuote,
} from "./quotes/quotes.activity.ts";
import { verifyQuotes } from "./quotes/verify-quotes.activity.ts";
import { onFlag } from "./reports/reports.activity.ts";
import { createRemote } from "./search/remote.activity.ts";
import type { SocialRules } from "./social.ts";
import { passingOn } from "./statuses/forwarding.activity.ts";
import { createPosts } from "./statuses/posts.activity.ts";
import type { Posts } from "./statuses/posts.activity.ts";
import { onCreate, onDeleteObject, onUpdateNote, refreshPost } from "./statuses/statuses.activity.ts";
import type { Storage } from "./stores.ts";

/** The part of the protocol by which other servers are heard and asked. */
export type Ears = Pick<
  Federation,
  | "read"
  | "fetchActor"
  | "fetchAuthorization"
  | "fetchMembers"
  | "fetchNote"
  | "resolveHandle"
  | "lookup"
  | "forget"
  | "linksTo"
  | "fetchPage"
  | "mayPassOn"
>;

export interface FediverseNeeds {
  readonly federation: Ears;
  readonly storage: Storage;
  /** The use cases, and the rules for this door. */
  readonly social: { readonly favourites: Favourites; readonly rules: SocialRules };
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Home;
}

/** An activity whose sender has been proved. */
export interface ReceivedBody {
  readonly actor: string;
  readonly body: string;
  /** The actor whose personal inbox it came to. */
  readonly recipient: string | undefined;
  /** What its sender's server says of the sender's followers here. */
  readonly followers?: FollowersClaim | undefined;
  /** Who passed it on, where that was not its actor. */
  readonly via?: string | undefined;
  /** The request with which it came. */
  readonly request?: string | undefined;
}

/** The other servers, from the domain's point of view. */
export interface Fediverse {
  readonly remote: Remote;
  /**
   * Does what an activity asks for, as far as its sender may ask for it; whatever is not understood or
   * not allowed has no effect. May be called twice with the same one. Throws when another server that
   * has to be asked does not answer, so that the caller tries again.
   */
  receive(incoming: ReceivedBody): Promise<void>;
  /**
   * An inbox said that it is gone: those who are reached there are asked for, and whoever is gone indeed is taken
   * for deleted.
   */
  inboxGone(inbox: string): Promise<void>;
  /** All keys of an actor elsewhere are others than before, and nobody had said so with one of the old ones (F-074). */
  keysReplaced(actor: string): Promise<void>;
  /**
   * Looks at quotes that are due: finds what is quoted, and asks for the permission to. Meant to be called every few
   * seconds. Resolves to how many there were.
   */
  verifyQuotes(): Promise<number>;
  /** Looks whether the links of profiles link back, a few at a time; meant for every minute (F-042). */
  proveLinks(): Promise<number>;
  /** Reads old profiles anew, a few at a time; meant for every few minutes (F-020). Resolves to how many. */
  refreshProfiles(): Promise<number>;
  /** Looks at what statuses link to, a few at a time; meant for every few seconds (S-064). Resolves to how many. */
  fetchCards(): Promise<number>;
  /** Asks other servers for what completes threads and profiles. Resolves to how much there was; may be called at any time. */
  runErrands(): Promise<number>;
}

/** All that receivers take. */
interface Receiving extends Omit<FediverseNeeds, "social"> {
  readonly favourites: Favourites;
  readonly rules: SocialRules;
  readonly people: People;
  readonly posts: Posts;
}

type Receivers = {
  readonly [Type in ActivityType]: (
    activity: Extract<Activity, { readonly type: Type }>,
    recipient: string | undefined,
    needs: Receiving,
  ) => Promise<void>;
};

/** Who deals with which activity. */
const receivers: Receivers = {
  Accept: async (accept, _recipient, needs) => {
    if (await onRelayAnswer(accept, needs)) return;
    if (!(await onAcceptQuote(accept, needs))) await onAccept(accept, needs);
  },
  Add: onAdd,
  Announce: async (announce, recipient, needs) => {
    if (!(await onRelayAnnounce(announce, needs))) await onAnnounceOrPass(announce, recipient, needs);
  },
  AnnounceRequest: nobodyReceives,
  Block: (block, _recipient, needs) => onBlock(block, needs),
  Create: onCreate,
  Delete: async (gone, _recipient, needs) => {
    if (gone.object === gone.actor) return onDeleteActor(gone, needs);
    if (!(await onDeletePermission(gone, needs))) await onDeleteObject(gone, needs);
  },
  // Clients know no other reaction: whatever it is, it counts as a favourite (F-164).
  EmojiReact: (react, _recipient, needs) => onLike(react, needs),
  FeatureRequest: nobodyReceives,
  Flag: (flag, _recipient, needs) => onFlag(flag, needs),
  Follow: async (follow, _recipient, needs) => {
    if (!(await onRelayFollow(follow, needs))) await onFollow(follow, needs);
  },
  Like: (like, _recipient, needs) => onLike(like, needs),
  LikeRequest: nobodyReceives,
  Move: (move, _recipient, needs) => onMove(move, needs),
  QuoteRequest: (request, _recipient, needs) => onQuoteRequest(request, needs),
  Reject: async (reject, _recipient, needs) => {
    if (await onRelayAnswer(reject, needs)) return;
    if (!(await onRejectQuote(reject, needs))) await onReject(reject, needs);
  },
  Remove: (remove, _recipient, needs) => onRemove(remove, needs),
  ReplyRequest: nobodyReceives,
  Undo: (undo, _recipient, needs) => onUndo(undo, needs),
  Update: onUpdate,
};

/** Stands where no slice deals with a type: it is understood, and has no effect (F-182). */
async function nobodyReceives(): Promise<void> {}

/** The types of activity that have an effect here. */
export const effectiveTypes: readonly string[] = Object.entries(receivers).flatMap(([type, receive]) =>
  receive === nobodyReceives ? [] : [type],
);

/** What somebody who is suspended here, or gone, may still bring about: less. */
const alwaysHeard: ReadonlySet<ActivityType> = new Set<ActivityType>(["Delete", "Undo", "Reject", "Update"]);

/** How much is asked of other servers by one round of errands, beside the lists that they read. */
const maxErrandQuestions = 1000;

/** Builds the door between the domain and the other servers. */
export function createFediverse({ social, ...needs }: FediverseNeeds): Fediverse {
  const { favourites, rules } = social;
  const open = (federation: Ears, isRelayed = false): Receiving => {
    const asking = { ...needs, federation, rules, isRelayed };
    const people = createPeople(asking);
    return { ...asking, favourites, people, posts: createPosts({ ...asking, people }) };
  };
  const receiving = open(needs.federation);
  const { people, posts } = receiving;
  return {
    remote: createRemote({
      ...needs,
      people,
      posts,
      stores: needs.storage.stores,
      refresh: (uri) => refreshPost(uri, receiving),
    }),
    async receive({ actor, body, recipient, followers, via }) {
      const read = await needs.federation.read(body);
      if (!read.ok || read.value.actor !== actor || isOurs(actor, needs.settings)) return;
      if (await isHeard(read.value, needs.storage)) {
        const isRelayed = await isRelay(via, needs.storage);
        const asking = open(withBudget(needs.federation), isRelayed);
        await passingOn({ activity: read.value, body }, needs, () => dispatch(read.value, recipient, asking));
        if (followers !== undefined) await synchroniseFollowers(actor, followers, asking);
      }
    },
    proveLinks: () => people.proveLinks(),
    refreshProfiles: () => people.refreshOldest(),
    inboxGone: (inbox) => onInboxGone(inbox, receiving),
    keysReplaced: (actor) => startAnew(toUri(actor), needs),
    verifyQuotes: () => verifyQuotes(receiving),
    fetchCards: () => fetchCards(receiving),
    runErrands: () => runErrands(open(withBudget(needs.federation, maxErrandQuestions))),
  };
}

/** How many of those at a gone inbox are asked for at a time; each further delivery there asks for the next. */
const maxAsked = 20;

async function onInboxGone(inbox: string, needs: Receiving): Promise<void> {
  for (const actor of await needs.storage.stores.outbox.readers(inbox, maxAsked)) {
    await needs.federation.forget(actor);
    const fetched = await needs.federation.fetchActor(actor);
    if (!fetched.ok && fetched.reason === "gone") await onDeleteActor({ actor }, needs);
  }
}

/** Asked again when an activity is dealt with: much may have been decided since it came in (S-048). */
async function isHeard({ type, actor }: Activity, { stores }: Storage): Promise<boolean> {
  const { severity } = await treatmentOf(stores.domainRules, URL.parse(actor)?.host ?? "");
  if (severity === "suspend") return false;
  if (alwaysHeard.has(type)) return true;
  const account = await stores.accounts.byUri(toUri(actor));
  return account === undefined || (account.suspendedAt === undefined && account.deletedAt === undefined);
}

type Receive = (activity: Activity, recipient: string | undefined, needs: Receiving) => Promise<void>;

async function dispatch(activity: Activity, recipient: string | undefined, needs: Receiving): Promise<void> {
  const receive = receivers[activity.type] as Receive; // under each type stands the receiver of exactly that type
  await receive(activity, recipient, needs);
}

async function onUpdate(update: Update, recipient: string | undefined, needs: Receiving): Promise<void> {
  const { object, actor } = update;
  if (typeof object === "string" && object === actor) {
    const known = await needs.storage.stores.accounts.byUri(toUri(actor));
    if (known !== undefined) await needs.people.refresh(known);
    return;
  }
  if (typeof object !== "string" && object.type === "FeaturedCollection") return;
  const isActor = typeof object !== "string" && "preferredUsername" in object;
  await (isActor ? onUpdateActor(update, needs) : onUpdateNote(update, recipient, needs));
}

async function onUndo(undo: Undo, needs: Receiving): Promise<void> {
  const { object } = undo;
  if (typeof object === "string") {
    const isDone =
      (await undoFollowAt(object, undo, needs)) ||
      (await undoBlockAt(object, undo, needs)) ||
      (await undoLikeAt(object, undo, needs));
    if (!isDone) await undoAnnounceAt(object, undo, needs);
    return;
  }
  switch (object.type) {
    case "Follow":
      return onUndoFollow(undo, object, needs);
    case "Like":
      return onUndoLike(undo, object, needs);
    case "Announce":
      return onUndoAnnounce(undo, object, needs);
    case "EmojiReact":
      return onUndoLike(undo, object, needs);
    case "Accept":
      return onUndoAccept(undo, object, needs);
    case "Block":
      return onUndoBlock(undo, object, needs);
  }
}
