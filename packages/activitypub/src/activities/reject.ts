import { accept } from "../verdict.ts";
import type { Reject } from "./activity.ts";
import { readAnswered, writeAnswer } from "./answer.ts";
import type { Reader } from "./base.ts";

export const readReject: Reader<Reject> = (json, base) => {
  const object = readAnswered(json, base);
  return object.ok ? accept({ ...base, type: "Reject", object: object.value }) : object;
};

export const writeReject: typeof writeAnswer = writeAnswer;
