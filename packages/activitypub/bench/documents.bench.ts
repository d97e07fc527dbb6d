import {
  createFederation as createStock,
  generateCryptoKeyPair,
  getDocumentLoader,
  MemoryKvStore,
} from "@fedify/fedify";
import type { Federation as Stock } from "@fedify/fedify";
import { Endpoints, Image, Person, PropertyValue } from "@fedify/vocab";
import { createFederation } from "../src/federation.ts";
import { fakeNetwork, fakePeer, memoryPorts } from "../src/testing/index.ts";
import type { FakePeer } from "../src/testing/index.ts";
import type { LocalActor } from "../src/ports.ts";
import type { Row } from "./inbox.bench.ts";

type Answer = (request: Request) => Promise<Response | undefined>;

interface Case {
  readonly name: string;
  readonly goal: number;
  readonly url: string;
  /** What has to stand in both answers: a benchmark of refusals would be a fast one. */
  readonly expected: readonly string[];
}

const ROUNDS = 6;
const OURS_PER_ROUND = 3000;
const THEIRS_PER_ROUND = 100;

const HOST = "ours.example";
const ORIGIN = `https://${HOST}`;
const ACTOR = `${ORIGIN}/users/ana`;
const SUMMARY = `<p>${"Counts birds. ".repeat(20)}</p>`;
const ICON = `${ORIGIN}/media/ana.png`;
const FIELD = { name: "Web", value: "<a href='https://ana.example' rel='me'>ana.example</a>" };

const cases: readonly Case[] = [
  {
    name: "Actor GET, against Fedify",
    goal: 40,
    url: ACTOR,
    expected: [ACTOR, "publicKeyPem", FIELD.name, ICON],
  },
  {
    name: "WebFinger, against Fedify",
    goal: 8,
    url: `${ORIGIN}/.well-known/webfinger?resource=acct:ana@${HOST}`,
    expected: [`acct:ana@${HOST}`, ACTOR],
  },
];

/**
 * Compares the answers to two questions that other servers ask most, with stock Fedify's: both know the same actor, in memory, and
 * both have read its key before. CPU time of this process, the least of six rounds, which alternate.
 */
export async function runDocuments(): Promise<readonly Row[]> {
  const peer = await fakePeer({ host: HOST, username: "ana", actor: described });
  const [ours, theirs] = [oursFor(peer), await theirsFor()];
  const rows: Row[] = [];
  for (const one of cases) rows.push(await compare(one, ours, theirs));
  return rows;
}

const described = {
  id: ACTOR,
  name: "Ana",
  summary: SUMMARY,
  url: `${ORIGIN}/@ana`,
  inbox: `${ACTOR}/inbox`,
  outbox: `${ACTOR}/outbox`,
  followers: `${ACTOR}/followers`,
  following: `${ACTOR}/following`,
  sharedInbox: `${ORIGIN}/inbox`,
  fields: [FIELD],
  icon: { url: ICON, mediaType: "image/png", description: undefined },
} as const;

async function compare({ name, goal, url, expected }: Case, ours: Answer, theirs: Answer): Promise<Row> {
  for (const answer of [ours, theirs]) await expectIn(await answer(ask(url)), expected);
  const best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.ours = Math.min(best.ours, await measure(ours, url, OURS_PER_ROUND));
    best.theirs = Math.min(best.theirs, await measure(theirs, url, THEIRS_PER_ROUND));
  }
  const ratio = best.theirs / best.ours;
  return { name, ...best, unit: "µs CPU", ratio, goal, met: ratio >= goal };
}

async function expectIn(response: Response | undefined, expected: readonly string[]): Promise<void> {
  const text = (await response?.text()) ?? "";
  const missing = expected.filter((part) => !text.includes(part));
  if (missing.length > 0) throw new Error(`The answer lacks ${missing.join(", ")}: ${text}`);
}

/** CPU time of this process for each request, in microseconds. The requests are made beforehand; the answers are read to their end. */
async function measure(answer: Answer, url: string, times: number): Promise<number> {
  const queue = Array.from({ length: times }, () => ask(url));
  const before = process.cpuUsage();
  for (const request of queue) {
    const response = await answer(request);
    if (response?.status !== 200) throw new Error(`${url} is answered with ${response?.status}.`);
    await response.arrayBuffer();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

function ask(url: string): Request {
  return new Request(url, { headers: { accept: "application/activity+json" } });
}

function oursFor(peer: FakePeer): Answer {
  const ana: LocalActor = {
    actor: peer.actor,
    handle: `ana@${HOST}`,
    aliases: [],
    profilePage: `${ORIGIN}/@ana`,
  };
  const federation = createFederation(memoryPorts({ actors: [ana] }), {
    origin: ORIGIN,
    handleDomain: HOST,
    client: fakeNetwork().client,
    software: { name: "bench", version: "1", repository: ORIGIN, homepage: ORIGIN },
    node: { name: "bench", description: "", openRegistrations: false },
  });
  return (request) => federation.handle(request);
}

async function theirsFor(): Promise<Answer> {
  const pair = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
  const stock: Stock<void> = createStock<void>({
    kv: new MemoryKvStore(),
    contextLoaderFactory: () => getDocumentLoader(),
  });
  stock
    .setActorDispatcher("/users/{identifier}", async (context, identifier) => {
      const [keys] = await context.getActorKeyPairs(identifier);
      return new Person({
        id: context.getActorUri(identifier),
        preferredUsername: identifier,
        name: described.name,
        summary: SUMMARY,
        url: new URL(described.url),
        inbox: context.getInboxUri(identifier),
        outbox: new URL(described.outbox),
        followers: new URL(described.followers),
        following: new URL(described.following),
        endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
        icon: new Image({ url: new URL(ICON), mediaType: "image/png" }),
        attachments: [new PropertyValue(FIELD)],
        publicKey: keys?.cryptographicKey ?? null,
      });
    })
    .setKeyPairsDispatcher(() => [pair]);
  stock.setInboxListeners("/users/{identifier}/inbox", "/inbox");
  return (request) => stock.fetch(request, { contextData: undefined });
}
