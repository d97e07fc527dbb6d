import type { Activity, JsonObject, Note } from "@trunkline/activitypub";
import type { Home } from "../kernel/untrusted.ts";
import type { Stores } from "../stores.ts";

/** What showing collections takes. */
export interface CollectionsNeeds {
  readonly stores: Stores;
  readonly settings: Home;
  /** Puts an activity or note in its wire form, for embedding. */
  readonly writeObject: (value: Activity | Note) => JsonObject;
}
