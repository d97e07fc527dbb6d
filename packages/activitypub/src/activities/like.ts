import type { Like } from "./activity.ts";
import { readWithObject, writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";

export const readLike: Reader<Like> = readWithObject("Like");

export const writeLike: typeof writeWithObject = writeWithObject;
