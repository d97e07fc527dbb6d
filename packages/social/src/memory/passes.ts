import type { Pass, PassStore } from "../sign-in/passes.store.ts";
import type { Tables } from "./tables.ts";

export function passStore({ passes }: Tables): PassStore {
  const good = (pass: Pass | undefined, purpose: Pass["purpose"], at: Date): Pass | undefined =>
    pass?.purpose === purpose && pass.expiresAt > at ? pass : undefined;
  return {
    add: async (pass) => passes.set(pass.hash, pass),
    byHash: async (hash, purpose, at) => good(passes.get(hash), purpose, at),
    async take(hash, purpose, at) {
      const pass = good(passes.get(hash), purpose, at);
      if (pass !== undefined) passes.delete(hash);
      return pass;
    },
    async latestOf(user, purpose, at) {
      const all = passes.values().filter((pass) => pass.user === user && good(pass, purpose, at) === pass);
      return all.toSorted((one, other) => other.expiresAt.getTime() - one.expiresAt.getTime())[0];
    },
    async removeOf(user) {
      for (const { hash } of passes.values().filter((pass) => pass.user === user)) passes.delete(hash);
    },
  };
}
