import { accept } from "../verdict.ts";
import type { Accept } from "./activity.ts";
import type { Reader } from "./base.ts";
import { readAnswered, writeAnswer } from "./follow-answer.ts";

export const readAccept: Reader<Accept> = (json, base) => {
  const object = readAnswered(json, base);
  return object.ok ? accept({ ...base, type: "Accept", object: object.value }) : object;
};

export const writeAccept: typeof writeAnswer = writeAnswer;
