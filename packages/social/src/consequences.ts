import { sendFarewell, sendProfile } from "./accounts/account-sending.activity.ts";
import { sendBlock, sendUndoBlock } from "./blocks/blocks.activity.ts";
import { leaveDomain } from "./blocks/after-block.ts";
import { sendAnnounce, sendUndoAnnounce } from "./boosts/boosts.activity.ts";
import {
  endConversations,
  forgetConversations,
  keepConversation,
  leaveConversations,
  widenConversation,
} from "./conversations/keep.ts";
import { forgetMarkers } from "./markers/markers.ts";
import { endEndorsement, forgetEndorsements } from "./endorsements/endorsements.ts";
import { askForCard } from "./cards/ask.ts";
import type { FollowUp } from "./delivery/delivery.activity.ts";
import { sendLike, sendUndoLike } from "./favourites/favourites.activity.ts";
import { sendAccept, sendFollow, sendReject, sendUndoFollow } from "./follows/follow-sending.activity.ts";
import { leaveSuspended, rejectFollowsOf } from "./moderation/after-sanction.ts";
import type { DomainEvent, EventOf, EventType } from "./kernel/event.ts";
import { forgetFilters } from "./filters/filters.ts";
import { forgetLists } from "./lists/lists.ts";
import { carryBlocks, carryMutes, moveFollowers } from "./moves/after-move.ts";
import { forgetMutedThreads } from "./mutes/muted-threads.ts";
import { sendMove } from "./moves/moves.activity.ts";
import {
  notifyOfBoost,
  notifyOfEdit,
  notifyOfFavourite,
  notifyOfFollow,
  notifyOfPollEnd,
  notifyOfPost,
  notifyOfQuote,
  notifyOfRequest,
  notifyQuoters,
  retractAll,
  retractBoost,
  retractFavourite,
  retractFollow,
  retractPost,
  retractQuote,
  retractReaction,
} from "./notifications/notify.ts";
import { dropHeldBack, forgetNews, mergeHeldBack } from "./notifications/requests.ts";
import { forgetNotes } from "./private-notes/private-notes.ts";
import { sendTally, sendVotes } from "./polls/poll-sending.activity.ts";
import { sendFeaturedTag, sendPin, sendUnfeaturedTag, sendUnpin } from "./pins/pins.activity.ts";
import {
  sendQuoteAccept,
  sendQuoteReject,
  sendQuoteRequest,
  sendQuoting,
  sendRevocation,
} from "./quotes/quote-sending.activity.ts";
import { sendReaction, sendUndoReaction } from "./reactions/reactions.activity.ts";
import { sendDelete, sendEdit, sendPermitted, sendPost } from "./statuses/status-sending.activity.ts";
import { sendRelayAccept, sendRelayFollow, sendRelayUndo } from "./relays/relay-sending.activity.ts";
import { forwardReport } from "./reports/reports.activity.ts";
import type { Work } from "./stores.ts";
import { forgetFollowedTags } from "./tags/followed-tags.ts";
import {
  announceBoost,
  announceDeletion,
  announceEdit,
  announcePost,
  announceState,
  announceUnboost,
} from "./timelines/announce.ts";

type Consequence<Type extends EventType> = (event: EventOf<Type>, context: FollowUp) => Promise<void>;

type Consequences = { readonly [Type in EventType]: readonly Consequence<Type>[] };

/** What follows from what has happened. */
const consequences: Consequences = {
  "account.updated": [sendProfile],
  "account.deleted": [
    sendFarewell,
    forgetNotes,
    forgetEndorsements,
    forgetMarkers,
    forgetConversations,
    forgetFilters,
    forgetLists,
    forgetMutedThreads,
    forgetNews,
    forgetFollowedTags,
  ],
  "account.blocked": [retractAll, endConversations, sendBlock],
  "account.unblocked": [sendUndoBlock],
  "account.moved": [sendMove, carryBlocks, carryMutes, moveFollowers],
  "account.suspended": [sendProfile, rejectFollowsOf],
  "account.unsuspended": [sendProfile],
  "notifications.accepted": [mergeHeldBack],
  "notifications.dismissed": [dropHeldBack],
  "domain.blocked": [leaveDomain],
  "domain.suspended": [leaveSuspended],
  "follow.requested": [notifyOfRequest, sendFollow],
  "follow.accepted": [notifyOfFollow, sendAccept],
  "follow.rejected": [retractFollow, endEndorsement, sendReject],
  "follow.undone": [retractFollow, endEndorsement, sendUndoFollow],
  "status.pinned": [sendPin],
  "status.unpinned": [sendUnpin],
  "tag.featured": [sendFeaturedTag],
  "tag.unfeatured": [sendUnfeaturedTag],
  "relay.added": [sendRelayFollow],
  "relay.removed": [sendRelayUndo],
  "relay.followed": [sendRelayAccept],
  "report.filed": [forwardReport],
  "status.posted": [
    notifyOfPost,
    keepConversation,
    notifyOfQuote,
    announcePost,
    sendPost,
    sendQuoteRequest,
    askForCard,
  ],
  "status.edited": [notifyOfEdit, widenConversation, notifyQuoters, announceEdit, sendEdit, askForCard],
  "status.deleted": [retractPost, leaveConversations, announceDeletion, sendDelete],
  "status.favourited": [notifyOfFavourite, sendLike],
  "status.unfavourited": [retractFavourite, sendUndoLike],
  "status.reacted": [notifyOfFavourite, sendReaction],
  "status.unreacted": [retractReaction, sendUndoReaction],
  "status.boosted": [notifyOfBoost, announceBoost, sendAnnounce],
  "status.unboosted": [retractBoost, announceUnboost, sendUndoAnnounce],
  "status.permitted": [announceState, sendPermitted],
  "quote.accepted": [notifyOfQuote, announceState, sendQuoteAccept, sendQuoting],
  "quote.ended": [retractQuote, announceState, sendRevocation, sendQuoting],
  "quote.refused": [sendQuoteReject],
  "poll.voted": [sendVotes],
  "poll.tallied": [announceState, sendTally],
  "poll.closed": [notifyOfPollEnd, announceState, sendTally],
};

export type ConsequencesNeeds = Omit<FollowUp, "work">;

/**
 * Builds what an `EventLog` calls for each event: it tells people, tells open streams, and leaves what
 * other servers are to be told. All of it stands in the transaction that is handed to it.
 */
export function createConsequences(
  needs: ConsequencesNeeds,
): (event: DomainEvent, work: Work) => Promise<void> {
  return async (event, work) => {
    // The table has, under each type, the consequences of exactly that type.
    const steps = consequences[event.type] as readonly Consequence<EventType>[];
    for (const follow of steps) await follow(event, { ...needs, work });
  };
}
