import { hash } from "node:crypto";
import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";

/** A body as text, and as the JSON object that it holds. */
export interface ReadBody {
  readonly text: string;
  readonly json: JsonObject;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Reads a body that must be one JSON object in UTF-8. */
export function readBody(body: Uint8Array): ReadBody | undefined {
  try {
    const text = decoder.decode(body);
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? { text, json } : undefined;
  } catch (error) {
    // The one is what JSON.parse throws, the other what the decoder does.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** By what an activity without `id` is known. */
export function bodyId(body: Uint8Array): string {
  return `sha256:${hash("sha256", body, "hex")}`;
}
