import { hash } from "node:crypto";
import { isForEverybody } from "../addressing/audience.ts";
import { isJsonObject, readHref } from "../objects/wire.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { Delivery, KeyVault } from "../ports.ts";
import { createRecent } from "../recent.ts";
import { writeSeconds } from "../signatures/document-claim.ts";
import { addProof } from "../signatures/integrity-proof.ts";
import { signLinkedData } from "../signatures/linked-data.ts";

/** Puts into an activity what proves it to whoever gets it from others; resolves to the text to be posted. */
export type SignDocument = (delivery: Pick<Delivery, "body" | "sender">) => Promise<string>;

export interface SignDocumentNeeds {
  readonly keys: KeyVault;
  readonly now: () => Date;
  /** Whether only deletions are signed, as where readers have to sign what they ask for (F-096). */
  readonly onlyDeletions: boolean;
}

/** So many signed activities are remembered: those with many recipients go out together. */
const MAX_REMEMBERED = 500;
/** A signature counts for two days, and is made anew long before. */
const REMEMBERED_MILLISECONDS = 3_600_000;

/** What is passed on by those who got it. All else stays between sender and recipient, who could else show it around (F-095). */
const SIGNED: ReadonlySet<unknown> = new Set(["Create", "Update", "Announce", "Delete"]);

interface Signed {
  readonly text: Promise<string>;
  readonly at: number;
}

/**
 * Builds the signing of activities on their way out: once for all inboxes, and as late as possible, so that one that waits for days for
 * its recipient does not arrive with a signature that has expired.
 */
export function createSignDocument(needs: SignDocumentNeeds): SignDocument {
  const remembered = createRecent<Signed>(MAX_REMEMBERED);
  return ({ body, sender }) => {
    const at = needs.now().getTime();
    const key = hash("sha256", `${sender} ${body}`); // a body may have 64 KiB
    const before = remembered.get(key);
    if (before !== undefined && at - before.at < REMEMBERED_MILLISECONDS) return before.text;
    const text = signText(body, sender, needs);
    remembered.set(key, { text, at });
    text.catch(() => remembered.delete(key));
    return text;
  };
}

async function signText(body: string, sender: Href, needs: SignDocumentNeeds): Promise<string> {
  const json: unknown = JSON.parse(body);
  if (!isJsonObject(json) || !isSigned(json, sender, needs)) return body;
  const now = needs.now();
  const proved = carriesProof(json, needs) ? await prove(json, sender, needs) : json;
  const signed = await signLinkedData(proved, await needs.keys.signingKey(sender), now);
  return signed === undefined ? body : JSON.stringify(signed);
}

function isSigned(json: JsonObject, sender: Href, { onlyDeletions }: SignDocumentNeeds): boolean {
  const { type, actor, object, signature } = json;
  // What somebody else has said is passed on as it is.
  if (readHref(actor) !== sender || signature !== undefined || !isForEverybody(json)) return false;
  const isUndone = type === "Undo" && isJsonObject(object) && object["type"] === "Announce";
  return onlyDeletions ? type === "Delete" || isUndone : SIGNED.has(type) || isUndone;
}

/**
 * Mastodon passes an answer or a deletion on only where it knows each of its terms, and those of a proof it does not; so these carry the older
 * signature alone.
 */
function carriesProof({ type, object }: JsonObject, { onlyDeletions }: SignDocumentNeeds): boolean {
  const isAnswer = isJsonObject(object) && (object["inReplyTo"] ?? undefined) !== undefined;
  return type !== "Delete" && !isAnswer && !onlyDeletions;
}

async function prove(json: JsonObject, sender: Href, { keys, now }: SignDocumentNeeds): Promise<JsonObject> {
  const key = await keys.assertionKey?.(sender);
  if (key === undefined) return json;
  return addProof(json, key, writeSeconds(now()));
}
