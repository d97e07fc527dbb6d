import type { StatusId } from "../kernel/id.ts";
import type { InteractionPolicy } from "./policy.ts";

/** What may be done with statuses, where their authors said so. */
export interface PolicyStore {
  /** Puts a policy beside a status, in the place of the one that stood there. */
  put(status: StatusId, policy: InteractionPolicy): Promise<void>;
  /** The policies of these statuses; those without one are left out. */
  of(statuses: readonly StatusId[]): Promise<ReadonlyMap<StatusId, InteractionPolicy>>;
}
