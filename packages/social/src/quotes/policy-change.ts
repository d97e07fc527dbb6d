import { permissionOf, silentPolicy } from "../interactions/policy.ts";
import type { QuotePolicy } from "../interactions/policy.ts";
import type { StatusId } from "../kernel/id.ts";
import type { Work } from "../stores.ts";

/** Keeps who may quote a status; others are told only where that is something new. */
export async function setQuotePolicy(
  work: Work,
  { id, policy, now }: { readonly id: StatusId; readonly policy: QuotePolicy; readonly now: Date },
): Promise<void> {
  const stands = (await work.policies.of([id])).get(id);
  const quote = permissionOf(policy);
  if (JSON.stringify(stands?.quote) === JSON.stringify(quote)) return;
  await work.policies.put(id, { ...silentPolicy, ...stands, quote });
  work.record({ type: "status.permitted", status: id, at: now.getTime() });
}
