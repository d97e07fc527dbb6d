import type { Client } from "../fetching/client.ts";
import { createDocumentFetcher } from "../fetching/documents.ts";
import type { FetchDocument, FetchReason } from "../fetching/documents.ts";
import { createIsLocal } from "../fetching/is-local.ts";
import type { Knock } from "../fetching/knock.ts";
import { createMembersFetcher } from "../fetching/members.ts";
import type { Members } from "../fetching/members.ts";
import { signWhenRefused } from "../fetching/sign-when-refused.ts";
import type { Actor } from "../objects/actor.ts";
import type { Authorization } from "../objects/authorization.ts";
import type { Note } from "../objects/note.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { FederationOptions } from "../options.ts";
import type { FederationPorts, SigningKey } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { createActorFetcher } from "./fetch-actor.ts";
import type { FetchActor, ReadActor } from "./fetch-actor.ts";
import type { Normalise } from "../jsonld/normalise.ts";
import { readHandle } from "./handle.ts";
import { createLookup } from "./lookup.ts";
import { createNewcomers } from "./newcomers.ts";
import { createFetchPage } from "./page.ts";
import type { FetchPage } from "./page.ts";
import { createLinksTo } from "./rel-me.ts";
import type { LinksTo } from "./rel-me.ts";
import { createHandleResolver } from "./resolve-handle.ts";

/** All that is asked of other hosts. */
export interface Remote {
  readonly fetchDocument: FetchDocument;
  readonly fetchActor: FetchActor;
  readonly fetchAuthorization: (uri: Href) => Promise<Verdict<Authorization, FetchReason>>;
  readonly fetchNote: (uri: Href, as?: Href) => Promise<Verdict<Note, FetchReason>>;
  readonly resolveHandle: (handle: string) => Promise<Verdict<Href, FetchReason>>;
  readonly fetchMembers: (uri: Href, as?: Href) => Promise<Verdict<Members, FetchReason>>;
  readonly linksTo: LinksTo;
  readonly fetchPage: FetchPage;
  readonly lookup: (uri: Href) => Promise<Verdict<Actor | Note, FetchReason>>;
  /** The key of the server's own actor, where the host has one. */
  readonly instanceKey: () => Promise<SigningKey | undefined>;
}

export interface RemoteNeeds {
  readonly ports: Pick<FederationPorts, "keys" | "cache"> & {
    readonly actors: Pick<FederationPorts["actors"], "byUri" | "isKnown">;
  };
  readonly options: Pick<FederationOptions, "origin" | "handleDomain" | "allowedPrivateAddresses">;
  readonly client: Client;
  readonly knock: Knock;
  readonly normalise: Normalise;
  readonly readActor: ReadActor;
  readonly readNote: (json: JsonObject) => Promise<Note | undefined>;
  readonly readAuthorization: (json: JsonObject) => Promise<Authorization | undefined>;
}

export function createRemote(needs: RemoteNeeds): Remote {
  const { ports, options, client, knock, readActor } = needs;
  const isLocal = createIsLocal(options);
  const direct = createDocumentFetcher({ isLocal, knock });
  const fetchDocument = signWhenRefused(direct, () => instanceKey(needs));
  const fetchMembers = createMembersFetcher({ fetchDocument, normalise: needs.normalise });
  const mayUseHttp = (options.allowedPrivateAddresses ?? []).length > 0;
  const resolve = createHandleResolver({
    client,
    isLocal,
    schemes: mayUseHttp ? ["https", "http"] : ["https"],
  });
  const readNote = async (json: JsonObject): Promise<Note | undefined> => ownNote(await needs.readNote(json));
  const reading = { fetchDocument, resolveHandle: resolve, readActor, readNote };
  return {
    linksTo: createLinksTo({ client, isLocal }),
    fetchPage: createFetchPage({ client, isLocal }),
    fetchDocument,
    fetchActor: createActorFetcher({ ...reading, mayMeet: createNewcomers(ports) }),
    async fetchAuthorization(uri) {
      const document = await fetchDocument(uri);
      if (!document.ok) return document;
      const authorization = await needs.readAuthorization(document.value);
      const isOwn = authorization !== undefined && sameOrigin(authorization.id, authorization.attributedTo);
      return isOwn ? accept(authorization) : refuse("malformed");
    },
    async fetchNote(uri, as) {
      const key = as === undefined ? {} : { as: await ports.keys.signingKey(as) };
      const document = await fetchDocument(uri, key);
      if (!document.ok) return document;
      const note = await readNote(document.value);
      return note === undefined ? refuse("malformed") : accept(note);
    },
    async resolveHandle(text) {
      const handle = readHandle(text);
      if (handle === undefined) return refuse("malformed");
      const finger = await resolve(handle);
      return finger.ok ? accept(finger.value.actor) : finger;
    },
    async fetchMembers(uri, as) {
      return fetchMembers(uri, as === undefined ? undefined : await ports.keys.signingKey(as));
    },
    lookup: createLookup({ ...reading, client, isLocal }),
    instanceKey: () => instanceKey(needs),
  };
}

/** A note counts only where its author lives on the host that shows it. */
function ownNote(note: Note | undefined): Note | undefined {
  return note !== undefined && sameOrigin(note.id, note.attributedTo) ? note : undefined;
}

/** The key of the server's own actor, where the host has one. */
async function instanceKey({ ports, options }: RemoteNeeds): Promise<SigningKey | undefined> {
  const { local } = await ports.actors.byUri(`${options.origin}/actor`);
  return local === undefined ? undefined : ports.keys.signingKey(local.actor.id);
}
