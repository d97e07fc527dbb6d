import { fits } from "../kernel/characters.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Milliseconds } from "../kernel/time.ts";
import { after, days, minutes } from "../kernel/time.ts";
import { tidyLine } from "../kernel/tidy.ts";
import type { PollTerms } from "./poll.ts";

/** What a poll of this server may be, as at Mastodon. */
export const pollLimits: {
  readonly options: number;
  readonly optionCharacters: number;
  readonly shortest: Milliseconds;
  readonly longest: Milliseconds;
} = {
  options: 4,
  optionCharacters: 50,
  shortest: minutes(5),
  longest: days(30),
};

/** A poll as somebody writes it. */
export interface PollDraft {
  readonly options: readonly string[];
  /** How long it goes on from now. */
  readonly expiresIn: Milliseconds;
  readonly multiple: boolean;
  readonly hideTotals: boolean;
}

/** A poll as it is kept. Refuses with `invalid` one that nobody could answer, or that is larger than allowed. */
export function pollTerms(draft: PollDraft, now: Date): PollTerms {
  const options = draft.options.map(tidyLine).filter((title) => title !== "");
  const fault = faultOf(options, draft.expiresIn);
  if (fault !== undefined) throw new Refusal("invalid", fault);
  const { expiresIn, multiple, hideTotals } = draft;
  return { options, multiple, hideTotals, expiresAt: after(now, expiresIn) };
}

function faultOf(options: readonly string[], expiresIn: Milliseconds): string | undefined {
  const { options: most, optionCharacters, shortest, longest } = pollLimits;
  if (options.length < 2) return "A poll needs at least two options.";
  if (options.length > most) return `A poll has at most ${most} options.`;
  if (!options.every((title) => fits(title, { characters: optionCharacters, perLink: 23 }))) {
    return `An option of a poll has at most ${optionCharacters} characters.`;
  }
  if (new Set(options).size !== options.length) return "The options of a poll must differ.";
  if (!(expiresIn >= shortest)) return "A poll lasts at least five minutes.";
  return expiresIn > longest ? "A poll lasts at most thirty days." : undefined;
}
