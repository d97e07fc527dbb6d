import { Refusal } from "@trunkline/social";

/** Whether a use case refused what it was asked: an answer, not an accident. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal;
}
