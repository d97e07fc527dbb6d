import type { Answer, Client } from "../fetching/client.ts";
import { fetchReason, readJsonObject, statusReason } from "../fetching/documents.ts";
import type { FetchReason } from "../fetching/documents.ts";
import { isActivityType, readMediaType } from "../fetching/media-type.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { isSameHandle, readHandle, writeHandle } from "./handle.ts";
import type { Handle } from "./handle.ts";
import { readLrddTemplate } from "./host-meta.ts";

/** What a host says about a handle. */
export interface Finger {
  /** As its own host writes it, which may be another host than was asked. */
  readonly handle: Handle;
  readonly actor: Href;
}

/** Asks the network who is behind a handle. */
export type ResolveHandle = (handle: Handle) => Promise<Verdict<Finger, FetchReason>>;

export interface ResolveNeeds {
  readonly client: Client;
  readonly isLocal: (url: Href) => boolean;
  /** `http` comes second, and only where private ranges are excepted; the guard decides on the rest. */
  readonly schemes: readonly ("https" | "http")[];
}

const LIMITS = { maxBytes: 256 * 1024, deadlineMilliseconds: 10_000 };
const JRD_TYPES: readonly string[] = ["application/jrd+json", "application/json"];

/**
 * Builds the asking side of WebFinger.
 *
 * Where a host names another handle as the subject, that one is asked too, and must name itself.
 */
export function createHandleResolver(needs: ResolveNeeds): ResolveHandle {
  return async (handle) => {
    const first = await ask(handle, needs);
    if (!first.ok || isSameHandle(first.value.handle, handle)) return first;
    const second = await ask(first.value.handle, needs);
    if (second.ok && !isSameHandle(second.value.handle, first.value.handle)) return refuse("wrong-id");
    return second;
  };
}

async function ask(handle: Handle, needs: ResolveNeeds): Promise<Verdict<Finger, FetchReason>> {
  if (needs.isLocal(`https://${handle.host}/`)) return refuse("refused-address");
  const resource = `acct:${writeHandle(handle)}`;
  let last: Verdict<Finger, FetchReason> = refuse("unreachable");
  for (const scheme of needs.schemes) {
    const origin = `${scheme}://${handle.host}`;
    last = await askOrigin(origin, resource, needs);
    if (last.ok || last.reason !== "unreachable") return last;
  }
  return last;
}

async function askOrigin(
  origin: string,
  resource: string,
  needs: ResolveNeeds,
): Promise<Verdict<Finger, FetchReason>> {
  const query = encodeURIComponent(resource);
  const direct = await askUrl(`${origin}/.well-known/webfinger?resource=${query}`, needs);
  if (direct.ok || direct.reason !== "not-found") return direct;
  const template = await fetchTemplate(origin, needs);
  return template === undefined ? direct : askUrl(template.replace("{uri}", query), needs);
}

async function askUrl(url: Href, { client, isLocal }: ResolveNeeds): Promise<Verdict<Finger, FetchReason>> {
  if (isLocal(url)) return refuse("refused-address");
  const answer = await client.get({ url, accept: JRD_TYPES.join(", "), ...LIMITS });
  if (!answer.ok) return refuse(fetchReason[answer.reason]);
  // Only a plain 404 says "ask elsewhere"; a server that forbids has answered.
  if (answer.value.status === 401 || answer.value.status === 403) return refuse("unreachable");
  const reason = statusReason(answer.value.status);
  return reason === undefined ? readJrd(answer.value) : refuse(reason);
}

async function fetchTemplate(origin: string, { client }: ResolveNeeds): Promise<string | undefined> {
  const url = `${origin}/.well-known/host-meta`;
  const answer = await client.get({ url, accept: "application/xrd+xml, application/xml", ...LIMITS });
  if (!answer.ok || answer.value.status !== 200) return undefined;
  return readLrddTemplate(answer.value.body.toString("utf8"));
}

function readJrd({ headers, body }: Answer): Verdict<Finger, FetchReason> {
  if (!JRD_TYPES.includes(readMediaType(headers["content-type"] ?? "").type)) return refuse("malformed");
  const jrd = readJsonObject(body);
  const subject = jrd?.["subject"];
  const handle = typeof subject === "string" ? readHandle(subject) : undefined;
  const actor = jrd === undefined ? undefined : selfLink(jrd);
  return handle === undefined || actor === undefined ? refuse("malformed") : accept({ handle, actor });
}

function selfLink(jrd: JsonObject): Href | undefined {
  const links: readonly unknown[] = Array.isArray(jrd["links"]) ? jrd["links"] : [];
  for (const link of links) {
    if (typeof link !== "object" || link === null) continue;
    const { rel, type, href } = link as JsonObject; // an object, whose fields are checked next
    if (rel === "self" && typeof type === "string" && isActivityType(type) && typeof href === "string") {
      return href;
    }
  }
  return undefined;
}
