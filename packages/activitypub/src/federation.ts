import { randomInt } from "node:crypto";
import type { Activity } from "./activities/activity.ts";
import { readActivity, writeActivity } from "./activities/table.ts";
import { createSignDocument } from "./delivery/sign-document.ts";
import { createDeliverer } from "./delivery/deliver.ts";
import type { Deliverer } from "./delivery/deliver.ts";
import { createFollowersHeader } from "./delivery/followers-header.ts";
import { createExamine } from "./diagnosis/examine.ts";
import type { Examine } from "./diagnosis/examine.ts";
import type { Finding } from "./diagnosis/finding.ts";
import type { KnownActor } from "./discovery/fetch-actor.ts";
import { createReaders } from "./discovery/readers.ts";
import type { FetchedPage, PageKind } from "./discovery/page.ts";
import { createRemote } from "./discovery/remote.ts";
import type { Remote } from "./discovery/remote.ts";
import { createDoor } from "./documents/door.ts";
import { answerFrom } from "./documents/route.ts";
import type { Route } from "./documents/route.ts";
import { createRoutes, writeObject } from "./documents/routes.ts";
import { createClient } from "./fetching/client.ts";
import type { Client } from "./fetching/client.ts";
import type { FetchReason } from "./fetching/documents.ts";
import { resolveName } from "./fetching/guard.ts";
import { createKnock } from "./fetching/knock.ts";
import type { SignAs } from "./fetching/knock.ts";
import type { Members } from "./fetching/members.ts";
import { policedClient } from "./fetching/policed-client.ts";
import { readBody } from "./inbox/body.ts";
import { createHearing } from "./inbox/hearing.ts";
import { mayPassOn } from "./inbox/pass-on.ts";
import { createNormalise } from "./jsonld/normalise.ts";
import type { Normalise } from "./jsonld/normalise.ts";
import type { KeyResolver } from "./keys/resolver.ts";
import type { Actor } from "./objects/actor.ts";
import type { Authorization } from "./objects/authorization.ts";
import type { Note } from "./objects/note.ts";
import type { Href, JsonObject } from "./objects/reference.ts";
import type { FederationOptions } from "./options.ts";
import type { FederationPorts } from "./ports.ts";
import { FIRST_SCHEME, signBy } from "./signatures/schemes.ts";
import type { DocumentProver } from "./signatures/prove-document.ts";
import { refuse } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** Protocol in and out, for one host. */
export interface Federation {
  /**
   * Answers a request for one of the protocol's addresses: WebFinger, host-meta, NodeInfo, actors,
   * objects, collections and inboxes. Resolves to `undefined` when the address is none of those, or
   * when the asker wants a page for people.
   */
  handle(request: Request): Promise<Response | undefined>;
  /** Reads an activity that was kept by `SeenActivities`. A malformed or unknown one is refused. */
  read(body: string): Promise<Verdict<Activity, "malformed" | "unknown-type" | "wrong-origin">>;
  /**
   * Whether an activity that was kept carries a Linked Data Signature of its actor's that holds, and is for everybody: then others can believe
   * it whoever passes it on.
   */
  mayPassOn(body: string): Promise<boolean>;
  /** Serialises an activity for the wire, with its `@context`. */
  write(activity: Activity): string;
  /** An activity or object as a JSON object without `@context`, for embedding in a collection. */
  writeObject(value: Activity | Note | Actor): JsonObject;
  /** Fetches an actor by its id; `id` and both directions of its handle are proved. */
  fetchActor(uri: Href): Promise<Verdict<KnownActor, FetchReason>>;
  /** Fetches a note by its id, signed by a local actor where one is named. */
  fetchNote(uri: Href, as?: Href): Promise<Verdict<Note, FetchReason>>;
  /** Fetches a permission from its own address, where its giver's server shows it (FEP-044f). */
  fetchAuthorization(uri: Href): Promise<Verdict<Authorization, FetchReason>>;
  /** Finds the actor id behind `user@host`. */
  resolveHandle(handle: string): Promise<Verdict<Href, FetchReason>>;
  /** Finds out what an address of any kind (id or page) is: an actor or a note. */
  lookup(uri: Href): Promise<Verdict<Actor | Note, FetchReason>>;
  /**
   * Reads a remote collection: ten pages and a thousand members at most, all on its own server. Signed by a local
   * actor where one is named.
   */
  fetchMembers(uri: Href, as?: Href): Promise<Verdict<Members, FetchReason>>;
  /**
   * Finds out why another server and this one do not talk: names, connections, clocks, documents, keys, signatures and
   * inboxes, a line each, with what to do. Ours is looked at as a stranger sees it.
   *
   * @param target `host`, `@user@host`, or the address of an actor
   */
  examine(target: string): Promise<readonly Finding[]>;
  /** Whether a page links to one of these addresses with `rel="me"` (F-042). */
  linksTo(page: Href, profiles: readonly Href[]): Promise<Verdict<boolean, FetchReason>>;
  /** Reads a page of another host, of a mebibyte of HTML or 256 kibibytes of JSON at most (S-061). */
  fetchPage(url: Href, kind: PageKind): Promise<Verdict<FetchedPage, FetchReason>>;
  /** Forgets what is cached about an actor: its keys have changed, or it is gone. */
  forget(actor: Href): Promise<void>;
  /**
   * Claims and posts due deliveries once. Resolves to how many were claimed, when each is settled or has
   * turned out to be slow; slow ones go on by themselves. Calls may overlap.
   */
  deliverDue(limit?: number): Promise<number>;
  /** Closes pooled connections. What was under way is settled, to be tried again. */
  close(): Promise<void>;
}

/** Builds the federation of one host from its ports. */
export function createFederation(ports: FederationPorts, options: FederationOptions): Federation {
  const open = options.client ?? createOwnClient(options);
  const client = policedClient(open, ports.policy);
  const normalise = createNormalise();
  const signAs: SignAs =
    (key, scheme = FIRST_SCHEME, wanted) =>
    (hop) =>
      signBy[scheme](hop, key, { now: ports.now(), wanted });
  // The deliverer asks the policy before it signs anything, and nobody else knocks with a letter.
  const post: Client["post"] = (request) => open.post(request);
  const knock = createKnock({ client: { get: client.get, post }, signAs, cache: ports.cache });
  const reading = createReaders(normalise);
  const remote = createRemote({ ports, options, client, knock, normalise, ...reading });
  const hearing = createHearing({ ports, options, fetchDocument: remote.fetchDocument, normalise });
  const { keys, verifier, prover, receive } = hearing;
  const { policy } = ports;
  const authorizedFetch = options.authorizedFetch ?? false;
  const door = createDoor({ verifier, policy, authorizedFetch });
  const routes = createRoutes({ ports, options, receive, door });
  const { deliveries, keys: vault, hosts, inboxGone, now } = ports;
  const random = options.random ?? randomFraction;
  const deliverer = createDeliverer({
    deliveries,
    keys: vault,
    knock,
    followersHeader: createFollowersHeader(ports),
    hosts,
    inboxGone,
    policy,
    signDocument: createSignDocument({ keys: vault, now, onlyDeletions: authorizedFetch }),
    now,
    random,
  });
  const examine = createExamine({
    client,
    resolve: resolveName,
    allowedPrivateAddresses: options.allowedPrivateAddresses ?? [],
    policy,
    now,
    readActor: reading.readActor,
    askSigned: async (request) => knock.get(request, await remote.instanceKey()),
  });
  return speak({ options, client, normalise, remote, keys, prover, routes, deliverer, examine });
}

interface Parts {
  readonly options: FederationOptions;
  readonly client: Client;
  readonly normalise: Normalise;
  readonly remote: Remote;
  readonly keys: KeyResolver;
  readonly prover: DocumentProver;
  readonly routes: readonly Route[];
  readonly deliverer: Deliverer;
  readonly examine: Examine;
}

function speak(parts: Parts): Federation {
  const { options, client, normalise, remote, keys, prover, routes, deliverer, examine } = parts;
  return {
    handle: (request) => answerFrom(routes, request, options.origin),
    async read(body) {
      const json = readBody(Buffer.from(body))?.json;
      const plain = json === undefined ? refuse("malformed" as const) : await normalise(json);
      return plain.ok ? readActivity(plain.value) : plain;
    },
    mayPassOn: (body) => mayPassOn(body, { normalise, prover }),
    write: writeActivity,
    writeObject,
    fetchActor: remote.fetchActor,
    fetchNote: remote.fetchNote,
    fetchAuthorization: remote.fetchAuthorization,
    resolveHandle: remote.resolveHandle,
    lookup: remote.lookup,
    linksTo: remote.linksTo,
    fetchPage: remote.fetchPage,
    fetchMembers: remote.fetchMembers,
    examine,
    forget: keys.drop,
    deliverDue: deliverer.deliverDue,
    async close() {
      await client.close();
      await deliverer.finish();
    },
  };
}

function createOwnClient({ software, origin, allowedPrivateAddresses = [] }: FederationOptions): Client {
  const userAgent = `${software.name}/${software.version} (+${origin})`;
  return createClient({ userAgent, allowedPrivateAddresses });
}

function randomFraction(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
