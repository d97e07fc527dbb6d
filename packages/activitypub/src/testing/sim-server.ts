import type { Client } from "../fetching/client.ts";
import { createDocumentFetcher } from "../fetching/documents.ts";
import type { FetchDocument } from "../fetching/documents.ts";
import { createKnock } from "../fetching/knock.ts";
import type { SignAs } from "../fetching/knock.ts";
import { ACTIVITY_TYPE } from "../fetching/media-type.ts";
import { createNormalise } from "../jsonld/normalise.ts";
import { withContext } from "../jsonld/with-context.ts";
import { createKeyResolver } from "../keys/resolver.ts";
import type { RsaKeyPair } from "../keys/rsa.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import { readRequest } from "../signatures/request.ts";
import { signBy } from "../signatures/schemes.ts";
import { createVerifier } from "../signatures/verify.ts";
import type { SignatureReason, Verifier } from "../signatures/verify.ts";
import type { FakeClock } from "./clock.ts";
import type { Habits } from "./habits.ts";
import { memoryCache } from "./memory-ports.ts";
import { simPerson } from "./sim-person.ts";
import type { SimPerson, Written } from "./sim-person.ts";

/** A whole server that exists in this process alone, and has habits. */
export interface SimServer {
  readonly host: string;
  readonly habits: Habits;
  /** Makes an account. */
  person(username: string): SimPerson;
  /** Does something with every activity that the inbox accepted: its own software, so to speak. */
  onActivity(react: (activity: Written, signer: Href) => void): void;
  /** Answers a request for one of its addresses, as its habits have it. */
  answer(request: Request): Promise<Response>;
}

/** What a simulated server is made of. */
export interface ServerNeeds {
  readonly host: string;
  readonly habits: Habits;
  readonly clock: FakeClock;
  readonly client: Client;
  readonly pairFor: (username: string) => RsaKeyPair;
  readonly send: (from: SimPerson, body: string, inboxes: readonly Href[]) => void;
}

/** Builds a server without accounts. It follows back nobody, and accepts every request to follow. */
export function simServer(needs: ServerNeeds): SimServer {
  const { host, habits, clock } = needs;
  const people = new Map<string, SimPerson>();
  const listeners: ((activity: Written, signer: Href) => void)[] = [];
  const { verifier, fetchDocument } = eyesOf(needs);
  const react = async (activity: Written, signer: Href): Promise<void> => {
    const asked = [...people.values()].find(({ id }) => id === activity["object"]);
    if (activity.type === "Follow" && asked !== undefined) {
      const follower = await fetchDocument(signer, { as: asked.key });
      const inbox = follower.ok ? follower.value["inbox"] : undefined;
      if (typeof inbox === "string") asked.send(asked.accept(activity), inbox);
    }
    for (const listener of listeners) listener(activity, signer);
  };
  return {
    host,
    habits,
    person(username) {
      const { pairFor, send } = needs;
      const person = simPerson({
        origin: `https://${host}`,
        username,
        habits,
        pair: pairFor(username),
        now: clock.now,
        send,
      });
      people.set(username, person);
      return person;
    },
    onActivity: (listener) => void listeners.push(listener),
    answer: (request) =>
      request.method === "POST"
        ? takeIn(request, { habits, verifier, react })
        : show(request, { habits, verifier, people: [...people.values()] }),
  };
}

/** What it takes to know who somebody is. */
interface Eyes {
  readonly verifier: Verifier;
  readonly fetchDocument: FetchDocument;
}

function eyesOf({ host, clock, client }: ServerNeeds): Eyes {
  const isLocal = (url: Href): boolean => URL.parse(url)?.host === host;
  const signAs: SignAs = (key, scheme) => (hop) =>
    signBy[scheme ?? "draft-cavage"](hop, key, { now: clock.now() });
  const fetchDocument = createDocumentFetcher({ isLocal, knock: createKnock({ client, signAs }) });
  const keys = createKeyResolver({
    fetchDocument,
    normalise: createNormalise(),
    cache: memoryCache(clock),
    isLocal,
    now: clock.now,
  });
  return { verifier: createVerifier({ keys, origin: `https://${host}`, now: clock.now }), fetchDocument };
}

interface Taking {
  readonly habits: Habits;
  readonly verifier: Verifier;
  readonly react: (activity: Written, signer: Href) => Promise<void>;
}

async function takeIn(request: Request, { habits, verifier, react }: Taking): Promise<Response> {
  const read = await readRequest(request);
  if (!read.ok || read.value.body.byteLength > habits.maxInboxBytes) {
    return new Response(null, { status: 413 });
  }
  if (!understands(request, habits)) return new Response("unknown-scheme", { status: 401 });
  const signer = await verifier.verify(read.value);
  if (!signer.ok) return new Response(signer.reason, { status: refusalOf(signer.reason) });
  const activity: unknown = JSON.parse(Buffer.from(read.value.body).toString());
  if (!isJsonObject(activity)) return new Response(null, { status: 400 });
  await react(activity as Written, signer.value); // as far as a listener reads it, it asks itself
  return new Response(null, { status: 202 });
}

/** Whoever cannot be asked for their key now may be asked another time. */
function refusalOf(reason: SignatureReason): number {
  return reason === "key-unreachable" ? 503 : 401;
}

function understands({ headers }: Request, { understands: schemes }: Habits): boolean {
  return schemes.includes(headers.has("signature-input") ? "rfc9421" : "draft-cavage");
}

interface Showing {
  readonly habits: Habits;
  readonly verifier: Verifier;
  readonly people: readonly SimPerson[];
}

async function show(request: Request, { habits, verifier, people }: Showing): Promise<Response> {
  const { pathname, searchParams, href, origin } = new URL(request.url);
  if (pathname === "/.well-known/webfinger") {
    return finger(searchParams.get("resource") ?? "", people, habits);
  }
  const isFrontPage = href === `${origin}/` || pathname === "/.well-known/host-meta";
  if (isFrontPage) return new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
  // A key that lies apart is for everybody, or nobody could prove the first signed request.
  const isKey = habits.keyPlace === "document" && people.some(({ key }) => key.keyId === href);
  const refusal = habits.needsSignedGet && !isKey ? await whyUnsigned(request, verifier) : undefined;
  if (refusal !== undefined) return new Response(null, { status: refusal });
  const document = people.map((person) => person.documents().get(href)).find((found) => found !== undefined);
  if (document === undefined) return new Response(null, { status: 404 });
  return document === "gone" ? new Response(null, { status: 410 }) : json(withContext(document));
}

async function whyUnsigned(request: Request, verifier: Verifier): Promise<number | undefined> {
  const read = await readRequest(request);
  const signer = read.ok && request.headers.has("signature") ? await verifier.verify(read.value) : undefined;
  if (signer?.ok === true) return undefined;
  return signer === undefined ? 401 : refusalOf(signer.reason);
}

function finger(resource: string, people: readonly SimPerson[], { fingersByAddress }: Habits): Response {
  const found = people.find(
    ({ id, handle }) => resource === `acct:${handle}` || (fingersByAddress && resource === id),
  );
  if (found === undefined) return new Response(null, { status: 404 });
  const links = [{ rel: "self", type: ACTIVITY_TYPE, href: found.id }];
  return json({ subject: `acct:${found.handle}`, links }, "application/jrd+json");
}

function json(document: JsonObject, type: string = ACTIVITY_TYPE): Response {
  return new Response(JSON.stringify(document), { headers: { "content-type": type } });
}
