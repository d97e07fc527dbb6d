import type { Href, JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import type { SigningKey } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Answer, ClientReason } from "./client.ts";
import type { Knock } from "./knock.ts";
import { ACTIVITY_ACCEPT, isActivityType } from "./media-type.ts";

/** Why a remote document could not be had. */
export type FetchReason =
  | "refused-address"
  | "unreachable"
  | "not-found"
  | "gone"
  | "not-activitypub"
  | "too-large"
  | "wrong-id"
  | "malformed";

/**
 * Fetches an ActivityPub document, signed where a key is given.
 *
 * The document's own `id` is where it came from. Where it names another address, that one is fetched
 * once, and must name itself (S-015); so the `id` may differ from what was asked for. Our own
 * addresses are refused (S-034).
 */
export type FetchDocument = (
  url: Href,
  options?: { readonly as?: SigningKey },
) => Promise<Verdict<JsonObject, FetchReason>>;

export interface DocumentNeeds {
  readonly knock: Pick<Knock, "get">;
  /** Whether an address is on one of our own hosts. */
  readonly isLocal: (url: Href) => boolean;
}

/** What a failed request means for whoever wanted the document. */
export const fetchReason: Readonly<Record<ClientReason, FetchReason>> = {
  "refused-address": "refused-address",
  unreachable: "unreachable",
  "timed-out": "unreachable",
  "too-large": "too-large",
  malformed: "malformed",
  "too-many-redirects": "unreachable",
};

export function createDocumentFetcher(needs: DocumentNeeds): FetchDocument {
  return async (url, { as } = {}) => {
    const first = await fetchOnce(needs, url, as);
    if (!first.ok || first.value.id === first.value.url) return json(first);
    if (first.value.id === undefined) return refuse("wrong-id");
    const own = await fetchOnce(needs, first.value.id, as);
    if (own.ok && (own.value.id !== first.value.id || own.value.url !== own.value.id)) {
      return refuse("wrong-id");
    }
    return json(own);
  };
}

/** What an answer's status says about the document; `undefined` when it is there. */
export function statusReason(status: number): FetchReason | undefined {
  if (status === 200) return undefined;
  if (status === 410) return "gone";
  // Those who may not see it are told no more than that it is not there.
  if (status === 401 || status === 403 || status === 404) return "not-found";
  return status === 406 ? "not-activitypub" : "unreachable";
}

interface Fetched {
  /** Without fragment. */
  readonly url: Href;
  /** Without fragment; `undefined` where the document names none. */
  readonly id: Href | undefined;
  readonly json: JsonObject;
}

async function fetchOnce(
  { knock, isLocal }: DocumentNeeds,
  url: Href,
  as: SigningKey | undefined,
): Promise<Verdict<Fetched, FetchReason>> {
  if (isLocal(url)) return refuse("refused-address");
  const answer = await knock.get({ url: withoutFragment(url), accept: ACTIVITY_ACCEPT }, as);
  if (!answer.ok) return refuse(fetchReason[answer.reason]);
  if (isLocal(answer.value.url)) return refuse("refused-address");
  const reason = statusReason(answer.value.status);
  return reason === undefined ? readDocument(answer.value) : refuse(reason);
}

function readDocument({ url, headers, body }: Answer): Verdict<Fetched, FetchReason> {
  if (!isActivityType(headers["content-type"])) return refuse("not-activitypub");
  const document = readJsonObject(body);
  if (document === undefined) return refuse("malformed");
  const id = document["id"] ?? document["@id"];
  return accept({
    url: withoutFragment(url),
    id: typeof id === "string" ? withoutFragment(id) : undefined,
    json: document,
  });
}

/** Parses a body that must hold one JSON object. */
export function readJsonObject(body: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function json(verdict: Verdict<Fetched, FetchReason>): Verdict<JsonObject, FetchReason> {
  return verdict.ok ? accept(verdict.value.json) : verdict;
}

function withoutFragment(url: Href): Href {
  const at = url.indexOf("#");
  return at === -1 ? url : url.slice(0, at);
}
