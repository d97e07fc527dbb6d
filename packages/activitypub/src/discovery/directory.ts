import { createClient } from "../fetching/client.ts";
import type { Client } from "../fetching/client.ts";
import type { Cidr } from "../fetching/addresses.ts";
import type { FetchReason } from "../fetching/documents.ts";
import { createKnock } from "../fetching/knock.ts";
import type { SignAs } from "../fetching/knock.ts";
import { createNormalise } from "../jsonld/normalise.ts";
import type { Actor } from "../objects/actor.ts";
import { blankActor } from "../objects/blank.ts";
import type { Note } from "../objects/note.ts";
import type { Cache, SigningKey } from "../ports.ts";
import { FIRST_SCHEME, signBy } from "../signatures/schemes.ts";
import { refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { createReaders } from "./readers.ts";
import { createRemote } from "./remote.ts";
import type { RemoteNeeds } from "./remote.ts";

/** What a directory may be told. */
export interface DirectoryOptions {
  /** With what and when to sign, where servers answer signed requests only. The key's actor has to be public. */
  readonly sign?: { readonly key: SigningKey; readonly now: () => Date };
  /** How the program calls itself to others. */
  readonly userAgent?: string;
  /** Private address ranges that may be reached all the same. None by default. */
  readonly allowedPrivateAddresses?: readonly Cidr[];
  /** The way out; guarded connections by default. */
  readonly client?: Client;
}

/** Looks things up on the fediverse. It needs no server, no account and no storage. */
export interface Directory {
  /**
   * Finds an actor or a post. What is found is proved as for a server: a document is what its own address serves, a
   * handle is confirmed from both sides.
   *
   * @param what `@user@host`, with or without the first `@`; or the address of an actor or post, or of its page
   */
  lookup(what: string): Promise<Verdict<Actor | Note, FetchReason>>;
  /** Closes pooled connections. */
  close(): Promise<void>;
}

/** An origin that nobody has, so that nothing is taken for ours. */
const NOWHERE = "https://nowhere.invalid";

/** Builds a directory. Without a key, what only signed requests may see is `not-found`. */
export function createDirectory(options: DirectoryOptions = {}): Directory {
  const { sign, allowedPrivateAddresses = [], userAgent = "trunkline-directory" } = options;
  const client = options.client ?? createClient({ userAgent, allowedPrivateAddresses });
  const signAs: SignAs =
    (key, scheme = FIRST_SCHEME, wanted) =>
    async (hop) =>
      sign === undefined ? hop.headers : signBy[scheme](hop, key, { now: sign.now(), wanted });
  const normalise = createNormalise();
  const remote = createRemote({
    ports: { cache: forgetful, ...identityOf(sign?.key) },
    options: { origin: NOWHERE, handleDomain: new URL(NOWHERE).host, allowedPrivateAddresses },
    client,
    knock: createKnock({ client, signAs }),
    normalise,
    ...createReaders(normalise),
  });
  return {
    async lookup(what) {
      if (/^https?:\/\//i.test(what.trim())) return remote.lookup(what.trim());
      const actor = await remote.resolveHandle(what);
      return actor.ok ? remote.lookup(actor.value) : refuse(actor.reason);
    },
    close: () => client.close(),
  };
}

/** Nothing that is looked up once is worth remembering. */
const forgetful: Cache = {
  get: async () => undefined,
  set: async () => undefined,
  delete: async () => undefined,
};

/** Somebody at the address where a server has its own actor, so that there is somebody to sign. */
function identityOf(key: SigningKey | undefined): Pick<RemoteNeeds["ports"], "actors" | "keys"> {
  const self = { actor: { ...blankActor, id: NOWHERE, inbox: NOWHERE, preferredUsername: "nobody" } };
  const local = { ...self, handle: "", aliases: [], profilePage: NOWHERE };
  return {
    actors: {
      byUri: async () => (key === undefined ? { standing: "unknown" } : { standing: "here", local }),
    },
    keys: {
      async signingKey() {
        if (key === undefined) throw new Error("There is no key to sign with.");
        return key;
      },
    },
  };
}
