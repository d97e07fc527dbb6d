import type { Announce } from "./activity.ts";
import { readWithObject, writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";

/** Only the address of what is passed on is read: an embedded body is anybody's claim (S-031). */
export const readAnnounce: Reader<Announce> = readWithObject("Announce");

export const writeAnnounce: typeof writeWithObject = writeWithObject;
