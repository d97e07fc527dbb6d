import type { Account } from "../accounts/account.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Stores } from "../stores.ts";
import type { Edit, StatusView } from "./status.ts";
import type { Views } from "./views.ts";

/** How much of a thread is shown: strangers get less, as at Mastodon. */
const limits = {
  stranger: { ancestors: 40, descendants: 60 },
  member: { ancestors: 4096, descendants: 4096 },
} as const;

export interface ThreadNeeds {
  readonly stores: Stores;
  readonly views: Views;
}

/** What a status answers, and what answers it, as far as the viewer may see it. */
export async function threadOf(
  viewer: AccountId | undefined,
  id: StatusId,
  { stores, views }: ThreadNeeds,
): Promise<{ readonly ancestors: readonly StatusView[]; readonly descendants: readonly StatusView[] }> {
  await views.show(viewer, id);
  const limit = viewer === undefined ? limits.stranger : limits.member;
  const [above, below] = await Promise.all([
    stores.statuses.ancestors(id, limit.ancestors),
    stores.statuses.descendants(id, limit.descendants),
  ]);
  const seen = await views.see(viewer, [...above, ...below]);
  const isAbove = new Set(above);
  return {
    ancestors: seen.filter((view) => isAbove.has(view.status.id)),
    descendants: seen.filter((view) => !isAbove.has(view.status.id)),
  };
}

/** Every state of a status, oldest first, the present one last. */
export async function historyOf(
  viewer: AccountId | undefined,
  id: StatusId,
  { stores, views }: ThreadNeeds,
): Promise<{ readonly account: Account; readonly edits: readonly Edit[] }> {
  const { status, account, poll } = await views.show(viewer, id);
  const { content, spoilerText, sensitive, emojis, media } = status;
  const pollOptions = poll?.poll.options.map(({ title }) => title);
  const at = status.editedAt ?? status.createdAt;
  const present = { content, spoilerText, sensitive, emojis, media, pollOptions, at };
  return { account, edits: [...(await stores.statuses.history(id)), present] };
}
