const isStatus: unique symbol = Symbol("status");

/** An answer of another status than 200. */
export interface Answered<Body> {
  readonly [isStatus]: true;
  readonly status: AnswerStatus;
  readonly body: Body;
}

/** 202: more is to come of it. 206: it is not whole yet. */
export type AnswerStatus = 200 | 202 | 206;

/** Gives an answer a status of its own. */
export function answered<Body>(status: AnswerStatus, body: Body): Answered<Body> {
  return { [isStatus]: true, status, body };
}

export function isAnswered(answer: unknown): answer is Answered<unknown> {
  return typeof answer === "object" && answer !== null && isStatus in answer;
}
