import { seededRandom } from "./random.ts";

/** What may happen to a message on its way. All shares are from 0 to 1. */
export interface Faults {
  /** How many milliseconds a message is under way: from, and below. */
  readonly latency: readonly [from: number, below: number];
  /** The share of messages that never arrive. */
  readonly loss: number;
  /** The share of messages that arrive and are dealt with, and whose answer is lost. */
  readonly lostAnswers: number;
  /** The share of messages that arrive twice. */
  readonly duplication: number;
  /** The share of messages that are overtaken by those sent in the minute after them. */
  readonly reordering: number;
}

/** A network on which nothing goes wrong. */
export const noFaults: Faults = {
  latency: [1, 2],
  loss: 0,
  lostAnswers: 0,
  duplication: 0,
  reordering: 0,
};

/** What becomes of one message. */
export interface Fate {
  readonly isLost: boolean;
  readonly isAnswerLost: boolean;
  readonly isTwice: boolean;
  readonly delayMilliseconds: number;
}

const OVERTAKEN_MILLISECONDS = 60_000;

/**
 * Decides what becomes of a message by what it is and how often it was tried, and not by when the question is
 * asked: so that what runs at the same time cannot change it.
 */
export function fateOf(seed: number | string, message: string, faults: Faults): Fate {
  const random = seededRandom(`${seed} ${message}`);
  const [from, below] = faults.latency;
  const isLost = random.chance(faults.loss);
  const isAnswerLost = random.chance(faults.lostAnswers);
  const isTwice = random.chance(faults.duplication);
  const overtaken = random.chance(faults.reordering) ? random.below(OVERTAKEN_MILLISECONDS) : 0;
  const delayMilliseconds = from + random.below(Math.max(1, below - from)) + overtaken;
  return { isLost, isAnswerLost, isTwice, delayMilliseconds };
}
