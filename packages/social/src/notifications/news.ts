import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";
import type { NotificationType } from "./notifications.store.ts";

/** What it takes to tell people something. */
export interface Notifying {
  readonly work: Work;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What is to be told, and by whom it was done. */
export interface News {
  readonly type: NotificationType;
  readonly from: AccountId;
}

/** Who is to be told, and of which status. */
export interface Recipient {
  readonly reader: AccountId;
  readonly status: StatusId | undefined;
}
