import type { InstanceSettings } from "../instance/instance.ts";
import type { Clock, Digests, Ids, KeyPairs, MailRoutes, Passwords } from "../ports.ts";
import type { Storage } from "../stores.ts";

/** What signing up needs. */
export interface SignUpNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly digests: Digests;
  readonly keyPairs: KeyPairs;
  readonly settings: InstanceSettings;
  readonly mailRoutes?: MailRoutes;
}
