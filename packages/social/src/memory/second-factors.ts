import type { SecondFactorStore } from "../sign-in/second-factors.store.ts";
import type { KeptFactor, Tables } from "./tables.ts";

export function secondFactorStore({ secondFactors }: Tables): SecondFactorStore {
  const change = (user: string, to: (factor: KeptFactor) => KeptFactor | undefined): boolean => {
    const factor = secondFactors.get(user);
    const changed = factor && to(factor);
    if (changed !== undefined) secondFactors.set(user, changed);
    return changed !== undefined;
  };
  return {
    async begin(user, secret) {
      const blank = { enabledAt: undefined, lastStep: 0, tries: 0, triesSince: undefined, codes: [] };
      secondFactors.set(user, { user, secret, ...blank });
    },
    async of(id) {
      const factor = secondFactors.get(id);
      return factor && { user: factor.user, secret: factor.secret, enabledAt: factor.enabledAt };
    },
    enable: async (user, at) => void change(user, (factor) => ({ ...factor, enabledAt: at })),
    remove: async (user) => void secondFactors.delete(user),
    takeStep: async (user, step) =>
      change(user, (factor) => (factor.lastStep < step ? { ...factor, lastStep: step } : undefined)),
    countTry: async (user, { at, since, most }) =>
      change(user, (factor) => {
        const isNew = factor.triesSince === undefined || factor.triesSince <= since;
        if (isNew) return { ...factor, tries: 1, triesSince: at };
        return factor.tries < most ? { ...factor, tries: factor.tries + 1 } : undefined;
      }),
    setRecoveryCodes: async (user, codes) => void change(user, (factor) => ({ ...factor, codes })),
    takeRecoveryCode: async (user, hash) =>
      change(user, (factor) =>
        factor.codes.includes(hash)
          ? { ...factor, codes: factor.codes.filter((code) => code !== hash) }
          : undefined,
      ),
  };
}
