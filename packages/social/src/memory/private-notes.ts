import type { PrivateNoteStore } from "../private-notes/private-notes.store.ts";
import type { Tables } from "./tables.ts";

const key = (account: string, about: string): string => `${account} ${about}`;

export function privateNoteStore({ privateNotes }: Tables): PrivateNoteStore {
  return {
    async put(note) {
      if (note.text === "") privateNotes.delete(key(note.account, note.about));
      else privateNotes.set(key(note.account, note.about), note);
    },
    async among(account, others) {
      const found = others.flatMap((about) => privateNotes.get(key(account, about)) ?? []);
      return new Map(found.map(({ about, text }) => [about, text]));
    },
    async forget(account) {
      for (const note of privateNotes.values())
        if (note.account === account || note.about === account)
          privateNotes.delete(key(note.account, note.about));
    },
  };
}
