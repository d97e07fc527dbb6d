import type { AccountId, StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after } from "../kernel/time.ts";
import { setQuotePolicy } from "../quotes/policy-change.ts";
import { pollDiffers, setPoll } from "../polls/change.ts";
import { pollTerms } from "../polls/terms.ts";
import type { Stores, Work } from "../stores.ts";
import { idsOf, readMediaEdits, reviseMedia } from "./media-edits.ts";
import { checkedDraft, compose, emojisOf } from "./compose.ts";
import { findMentioned } from "./mentioned.ts";
import type { PostNeeds } from "./post.ts";
import { sameRevision } from "./revision.ts";
import type { Revision, Status } from "./status.ts";
import type { EditDraft } from "./statuses.ts";
import { ownStatus } from "./visible.ts";

export interface Editing {
  readonly id: StatusId;
  readonly draft: EditDraft;
}

/** Edits one's own status. An edit that changes nothing leaves no mark. Refuses `not-found` and `invalid`. */
export async function editStatus(viewer: AccountId, { id, draft }: Editing, needs: PostNeeds): Promise<void> {
  const { stores, transact } = needs.storage;
  const before = await ownPost(stores, viewer, id);
  const shown = draft.media ?? idsOf(before.media);
  const written = { ...draft, language: draft.language ?? before.language, media: shown };
  const isQuoting = (await stores.quotes.of([id])).length > 0;
  const checked = checkedDraft(written, needs.settings.limits, isQuoting);
  const mentioned = await findMentioned(checked.text, { ...needs, accounts: stores.accounts });
  const emojis = await emojisOf(checked, stores);
  const composed = compose(checked, viewer, { mentioned, emojis, origin: needs.settings.origin });
  const edits = await readMediaEdits(viewer, { shown, edits: draft.mediaEdits ?? [] }, needs);
  const poll = checked.poll && pollTerms(checked.poll, needs.clock.now());
  await transact(async (work) => {
    const status = await ownPost(work, viewer, id);
    const asksAnew = await pollDiffers(work, id, poll);
    const media = await reviseMedia(work, status, { shown, edits, now: needs.clock.now() });
    const seen = { ...composed, media, mentions: stillSeeing(status, composed) };
    if (asksAnew || !sameRevision(status, seen)) {
      await revise(work, { status, revision: seen, now: needs.clock.now() });
    }
    await setPoll(work, id, poll && { terms: poll, tally: undefined });
    if (draft.quotePolicy !== undefined) {
      await setQuotePolicy(work, { id, policy: draft.quotePolicy, now: needs.clock.now() });
    }
  });
}

/** Whoever could see what is not for everybody can see it still, though it no longer speaks of them (F-140). */
function stillSeeing({ visibility, mentions }: Status, revision: Revision): Revision["mentions"] {
  if (visibility === "public" || visibility === "unlisted") return revision.mentions;
  return [...new Set([...revision.mentions, ...mentions])];
}

interface Revising {
  readonly status: Status;
  readonly revision: Revision;
  readonly now: Date;
}

async function revise(work: Work, { status, revision, now }: Revising): Promise<void> {
  const last = status.editedAt ?? status.createdAt;
  // Two edits within a millisecond are two edits all the same.
  const at = now > last ? now : after(last, 1);
  if (!(await work.statuses.revise(status.id, revision, at))) return;
  const newlyMentioned = revision.mentions.filter((account) => !status.mentions.includes(account));
  work.record({ type: "status.edited", status: status.id, at: at.getTime(), newlyMentioned });
}

async function ownPost(stores: Stores, viewer: AccountId, id: StatusId): Promise<Status> {
  const status = await ownStatus(stores, viewer, id);
  if (status.boostOf !== undefined) throw new Refusal("not-found");
  return status;
}
