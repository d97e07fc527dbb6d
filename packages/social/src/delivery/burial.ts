import { toUri } from "../kernel/id.ts";
import { isSameOrigin } from "../kernel/untrusted.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";

/**
 * Remembers the address of something that was taken back before it came, so that it is not let in when
 * it does. Only for addresses of the sender's own server: nobody keeps another's things from coming.
 */
export async function bury(
  uri: string | undefined,
  sender: string,
  { storage, clock }: { readonly storage: Storage; readonly clock: Clock },
): Promise<void> {
  if (uri === undefined || !isSameOrigin(uri, sender)) return;
  const address = toUri<"object">(uri);
  await storage.transact(async (work) => {
    if ((await work.statuses.byUri(address)) === undefined) await work.statuses.bury(address, clock.now());
  });
}
