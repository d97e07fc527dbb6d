import type { Federation } from "@trunkline/activitypub";

type Asking = Pick<Federation, "fetchActor" | "fetchNote" | "fetchMembers" | "resolveHandle" | "lookup">;

/** What one activity may make us ask of other servers (S-063). */
const maxQuestions = 30;

const spent = { ok: false, reason: "refused-address" } as const;

/**
 * The same ways to ask, as many times as one cause may make us ask; after that nothing is found. What was not found
 * for that reason is not asked for again, or one cause would ask without end.
 */
export function withBudget<Ways extends Asking>(federation: Ways, most: number = maxQuestions): Ways {
  let left = most;
  const maySpend = (): boolean => (left -= 1) >= 0;
  return {
    ...federation,
    fetchActor: async (uri) => (maySpend() ? federation.fetchActor(uri) : spent),
    fetchNote: async (uri, as) => (maySpend() ? federation.fetchNote(uri, as) : spent),
    fetchMembers: async (uri, as) => (maySpend() ? federation.fetchMembers(uri, as) : spent),
    resolveHandle: async (handle) => (maySpend() ? federation.resolveHandle(handle) : spent),
    lookup: async (uri) => (maySpend() ? federation.lookup(uri) : spent),
  };
}
