import { compareIds } from "../kernel/id.ts";
import type { LetterStore } from "../letters/letters.store.ts";
import type { KeptLetter, Tables } from "./tables.ts";

export function letterStore({ letters, serial }: Tables): LetterStore {
  const held = ({ id, token }: { readonly id: string; readonly token: string }): KeptLetter | undefined => {
    const kept = letters.get(id);
    return kept?.token === token ? kept : undefined;
  };
  const given = (): KeptLetter[] => letters.values().filter(({ deadAt }) => deadAt !== undefined);
  return {
    async add(letter) {
      const waits = { attempts: 0, nextAt: letter.at, token: "", reason: undefined, deadAt: undefined };
      letters.set(letter.id, { ...letter, ...waits });
    },
    async claim(limit, { at, until }) {
      const due = letters.values().filter(({ deadAt, nextAt }) => deadAt === undefined && nextAt <= at);
      due.sort((one, other) => one.nextAt.getTime() - other.nextAt.getTime() || compareIds(one.id, other.id));
      return due.slice(0, limit).map((kept) => {
        const token = serial();
        letters.set(kept.id, { ...kept, attempts: kept.attempts + 1, nextAt: until, token });
        const { nextAt: _nextAt, reason: _reason, deadAt: _deadAt, ...letter } = kept;
        return { ...letter, token };
      });
    },
    async sent(letter) {
      if (held(letter) !== undefined) letters.delete(letter.id);
    },
    async fail(letter, { reason, at, now }) {
      const kept = held(letter);
      if (kept === undefined) return;
      const deadAt = at === undefined ? now : undefined;
      letters.set(kept.id, { ...kept, token: "", reason, nextAt: at ?? now, deadAt });
    },
    async dead(limit) {
      const latest = given().sort((one, other) => compareIds(other.id, one.id));
      return latest.slice(0, limit).map(({ id, kind, at, reason = "" }) => ({ id, kind, at, reason }));
    },
    async redrive(at) {
      const all = given();
      for (const letter of all)
        letters.set(letter.id, {
          ...letter,
          attempts: 0,
          nextAt: at,
          at,
          deadAt: undefined,
          reason: undefined,
        });
      return all.length;
    },
    countWaiting: async (user, kind) =>
      letters.values().filter((one) => one.user === user && one.kind === kind && one.deadAt === undefined)
        .length,
  };
}
