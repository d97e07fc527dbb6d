import type { NotificationView } from "@trunkline/social";
import { renderAccount } from "./account.ts";
import { exactInteger } from "./exact-integer.ts";
import { newsExcerpt, newsTitle } from "./news-words.ts";

/** For whom a message is, and by which secret their app knows them. */
export interface PushReader {
  readonly origin: string;
  /** The secret of the token that the subscription belongs to. */
  readonly secret: string;
  readonly locale: string;
}

/**
 * What an app is told while it sleeps, as JSON in Mastodon's form: enough to show something at once, and the id of the
 * notification to ask for more. It is for the app alone: seal it.
 */
export function renderPush(view: NotificationView, { origin, secret, locale }: PushReader): string {
  const { id, type } = view.notification;
  return JSON.stringify({
    access_token: secret,
    preferred_locale: locale,
    notification_id: exactInteger(id),
    notification_type: type,
    icon: renderAccount(view.from, { origin }).avatar_static,
    title: newsTitle(view),
    body: newsExcerpt(view),
  });
}
