import { askForThread } from "../backfill/ask.ts";
import { editStatus } from "./edit.ts";
import type { PostNeeds } from "./post.ts";
import { postStatus } from "./post.ts";
import { createStatusRules } from "./receive.ts";
import { removeStatus } from "./remove.ts";
import type { Statuses, StatusRules } from "./statuses.ts";
import { historyOf, threadOf } from "./thread.ts";
import type { Views } from "./views.ts";
import { ownStatus } from "./visible.ts";

export interface StatusesNeeds extends PostNeeds {
  readonly views: Views;
}

/** Posting, reading, editing and deleting, for people here and, by the same rules, for other servers. */
export function createStatuses(needs: StatusesNeeds): Statuses & StatusRules {
  const { storage, views, clock } = needs;
  const { stores, transact } = storage;
  return {
    post: async (viewer, post) => views.show(viewer, await postStatus(viewer, post, needs)),
    see: (viewer, ids) => views.named.see(viewer, ids),
    show: (viewer, id) => views.show(viewer, id),

    async edit(viewer, id, draft) {
      await editStatus(viewer, { id, draft }, needs);
      return views.show(viewer, id);
    },
    async remove(viewer, id, { withMedia = false } = {}) {
      await ownStatus(stores, viewer, id);
      const view = await views.show(viewer, id);
      await transact(async (work) => {
        const status = await ownStatus(work, viewer, id);
        if (withMedia) await work.media.removeOf(id, clock.now());
        await removeStatus(work, status, clock.now());
      });
      return view;
    },
    async source(viewer, id) {
      const { text, spoilerText } = await ownStatus(stores, viewer, id);
      return { id, text: text ?? "", spoilerText };
    },

    history: (viewer, id) => historyOf(viewer, id, { stores, views }),
    async context(viewer, id) {
      const thread = await threadOf(viewer, id, { stores, views });
      if (viewer !== undefined) await askForThread(await stores.statuses.byId(id), { storage, clock });
      return thread;
    },
    ...createStatusRules(needs),
  };
}
