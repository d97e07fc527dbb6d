import { readFileSync } from "node:fs";
import {
  createFederation as createStock,
  getDocumentLoader,
  MemoryKvStore,
  signRequest as signByFedify,
} from "@fedify/fedify";
import type { Federation as Stock } from "@fedify/fedify";
import { Create, Person } from "@fedify/vocab";
import { createFederation } from "../src/federation.ts";
import { withContext } from "../src/jsonld/with-context.ts";
import { writeActor } from "../src/objects/actor-writing.ts";
import { fakeNetwork, fakePeer, memoryPorts } from "../src/testing/index.ts";
import type { FakePeer } from "../src/testing/index.ts";

/** One comparison. Times are CPU microseconds for one operation, the least of several rounds. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;
  readonly unit: string;
  /** How many times ours goes into theirs. */
  readonly ratio: number;
  readonly goal: number;
  readonly met: boolean;
}

type Sign = (body: string) => Request | Promise<Request>;
type Handle = (request: Request) => Promise<void>;

interface Case {
  readonly name: string;
  readonly goal: number;
  readonly note: string;
  readonly sign: Sign;
}

const ROUNDS = 6;
const OURS_PER_ROUND = 300;
const THEIRS_PER_ROUND = 30;

const ORIGIN = "https://ours.example";
const INBOX = `${ORIGIN}/inbox`;
const NOTE_ID = "113500000000000001";

/**
 * Compares our inbox, up to an activity that is kept in memory, with stock Fedify's, up to a listener that does
 * nothing. Both get the same kind of signed bytes of Mastodon's note, each time with another id, and know the
 * key. The rounds of both alternate.
 */
export async function run(): Promise<readonly Row[]> {
  const peer = await fakePeer({ host: "mastodon.example", username: "alice" });
  const rows: Row[] = [];
  for (const one of await cases(peer)) rows.push(await compare(one, peer));
  return rows;
}

async function cases(peer: FakePeer): Promise<readonly Case[]> {
  const note = readFileSync(new URL("../fixtures/mastodon/create-note.json", import.meta.url), "utf8");
  // A second name for a property, which nobody may take for granted.
  const unusual = note.replace('"ostatus": "http', '"author": "as:attributedTo", "ostatus": "http');
  const draft: Sign = (body) => peer.post(INBOX, body, new Date());
  const message = await messageSigner(peer);
  return [
    { name: "Inbox accept, draft-cavage", goal: 10, note, sign: draft },
    { name: "Inbox accept, RFC 9421", goal: 10, note, sign: message },
    { name: "Inbox accept, whole JSON-LD algorithm", goal: 1.5, note: unusual, sign: draft },
  ];
}

async function messageSigner(peer: FakePeer): Promise<Sign> {
  const der = peer.key.privateKey.export({ type: "pkcs8", format: "der" });
  const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", der, rsa, true, ["sign"]);
  const headers = { "content-type": "application/activity+json" };
  return (body) => {
    const request = new Request(INBOX, { method: "POST", headers, body });
    return signByFedify(request, key, new URL(peer.key.keyId), { spec: "rfc9421" });
  };
}

async function compare({ name, goal, note, sign }: Case, peer: FakePeer): Promise<Row> {
  const [ours, theirs] = [accepting(oursFor(peer)), accepting(theirsFor(peer))];
  const best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.ours = Math.min(best.ours, await measure(ours, await requests(note, sign, OURS_PER_ROUND)));
    best.theirs = Math.min(best.theirs, await measure(theirs, await requests(note, sign, THEIRS_PER_ROUND)));
  }
  const ratio = best.theirs / best.ours;
  return { name, ...best, unit: "µs CPU", ratio, goal, met: ratio >= goal };
}

/** CPU time of this process for each request, in microseconds. */
async function measure(handle: Handle, queue: readonly Request[]): Promise<number> {
  const before = process.cpuUsage();
  for (const request of queue) await handle(request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / queue.length;
}

let number = 0n;

/** Signed deliveries of a note, no two alike. */
async function requests(note: string, sign: Sign, count: number): Promise<readonly Request[]> {
  const signed: Request[] = [];
  while (signed.length < count) {
    number += 1n;
    signed.push(await sign(note.replaceAll(NOTE_ID, String(BigInt(NOTE_ID) + number))));
  }
  return signed;
}

/** A benchmark of refusals would be a fast one. */
function accepting(answer: (request: Request) => Promise<Response | undefined>): Handle {
  return async (request) => {
    const response = await answer(request);
    if (response?.status !== 202) throw new Error(`The inbox answered ${response?.status}.`);
  };
}

/** Our inbox, which knows the peer and keeps nothing. */
export function oursFor(peer: FakePeer): (request: Request) => Promise<Response | undefined> {
  const ports = { ...memoryPorts(), seen: { keep: async () => "new" as const }, now: () => new Date() };
  const federation = createFederation(ports, {
    origin: ORIGIN,
    handleDomain: "ours.example",
    client: fakeNetwork(peer).client,
    software: { name: "bench", version: "1", repository: ORIGIN, homepage: ORIGIN },
    node: { name: "bench", description: "", openRegistrations: false },
  });
  return (request) => federation.handle(request);
}

function theirsFor(peer: FakePeer): (request: Request) => Promise<Response> {
  const document = withContext(writeActor(peer.actor));
  const stock: Stock<void> = createStock<void>({
    kv: new MemoryKvStore(),
    contextLoaderFactory: () => getDocumentLoader(),
    documentLoaderFactory: () => async (url) => ({ document, documentUrl: url, contextUrl: null }),
  });
  stock.setActorDispatcher(
    "/users/{identifier}",
    (context, identifier) => new Person({ id: context.getActorUri(identifier) }),
  );
  stock.setInboxListeners("/users/{identifier}/inbox", "/inbox").on(Create, () => undefined);
  return (request) => stock.fetch(request, { contextData: undefined });
}
