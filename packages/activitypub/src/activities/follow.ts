import type { Follow } from "./activity.ts";
import { readWithObject, writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";

export const readFollow: Reader<Follow> = readWithObject("Follow");

export const writeFollow: typeof writeWithObject = writeWithObject;
