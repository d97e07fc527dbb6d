import {
  type Account,
  type Announcement,
  createConsequences,
  createSocial,
  type InstanceSettings,
  type PushService,
  type MediaFiles,
  processUploads,
  type Social,
  type Translator,
  type User,
} from "@trunkline/social";
import {
  type FixedClock,
  fixedClock,
  memoryFilming,
  memoryImaging,
  memoryMediaFiles,
  type MemoryStorage,
  memoryStorage,
} from "@trunkline/social/memory";
import type { Hono } from "hono";
import { createMastodonApi } from "../create-mastodon-api.ts";
import type { MastodonApiOptions } from "../options.ts";
import { scopes as allScopes } from "../scopes.ts";

const settings: InstanceSettings = {
  domain: "social.test",
  origin: "https://social.test",
  title: "Test",
  description: "A server under test.",
  version: "1.2.3",
  contactEmail: "hello@social.test",
  contactUsername: undefined,
  languages: ["en"],
  registrations: "closed",
  limits: {
    statusCharacters: 500,
    charactersPerLink: 23,
    displayNameCharacters: 30,
    noteCharacters: 500,
    profileFields: 4,
    profileFieldCharacters: 255,
    followsPerAccount: 7500,
  },
};

/** Somebody who lives on the server under test, with a token that may do everything. */
export interface Person {
  readonly account: Account;
  readonly user: User;
  readonly token: string;
}

export interface CallOptions {
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** A form in parts, with files. */
  readonly parts?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server over memory stores, asked without a network. */
export interface TestServer {
  readonly api: Hono;
  readonly social: Social;
  readonly storage: MemoryStorage;
  readonly files: MediaFiles;
  /** Makes something of the upload that waits longest. */
  processUploads(): Promise<number>;
  readonly clock: FixedClock;
  /** Faults of ours, as they were reported. */
  readonly errors: unknown[];
  announce(announcement: Announcement): void;
  /** Follows up all that has happened; what open streams are to be told of it goes to them. */
  settle(): Promise<void>;
  person(username: string): Promise<Person>;
  /** A token of a new app: a person's, or with `undefined` the app's own. */
  token(user: User | undefined, scopes: readonly string[]): Promise<string>;
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  /** The body of an answer, which must not be a refusal. */
  json<Body>(method: string, path: string, options?: CallOptions): Promise<Body>;
}

function requestOf(method: string, options: CallOptions): RequestInit {
  const headers = new Headers(options.headers);
  if (options.token !== undefined) headers.set("Authorization", `Bearer ${options.token}`);
  if (options.json !== undefined) headers.set("Content-Type", "application/json");
  const body =
    options.json !== undefined
      ? JSON.stringify(options.json)
      : (options.parts ?? (options.form && new URLSearchParams(options.form)));
  return { method, headers, ...(body === undefined ? {} : { body }) };
}

/** A stream that tests speak into. */
function openStream() {
  const listeners = new Set<(announcement: Announcement) => void>();
  return {
    announce: (announcement: Announcement) => listeners.forEach((listener) => listener(announcement)),
    subscribe: (listener: (announcement: Announcement) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Passes nothing on: messages are sealed and sent by the server alone. */
const pushService: PushService = {
  publicKey: "BKey",
  accepts: ({ endpoint }) => endpoint.startsWith("https://push.test/"),
  send: async () => ({ ok: true }),
};

/** The ports that only a real server needs, in the fewest words. */
function smallPorts() {
  return {
    push: pushService,
    passwords: {
      hash: async (password: string) => `hashed ${password}`,
      verify: async (password: string, hash: string | undefined) => hash === `hashed ${password}`,
    },
    digests: { of: (secret: string) => `digest of ${secret}` },
    keyPairs: { generate: async () => ({ publicPem: "public", privatePem: "private" }) },
    remote: {
      account: async () => undefined,
      handle: async () => undefined,
      refresh: async () => undefined,
      any: async () => undefined,
    },
  };
}

interface Settling {
  readonly clock: FixedClock;
  readonly announce: (announcement: Announcement) => void;
}

async function settle(storage: MemoryStorage, { clock, announce }: Settling): Promise<void> {
  const follow = createConsequences({ clock, ids: storage.ids, settings, write: JSON.stringify });
  const unsubscribe = storage.stream.subscribe(announce);
  while ((await storage.events.relay(follow, 100)) > 0);
  unsubscribe();
  const [stuck] = storage.recorded();
  if (stuck !== undefined) throw new Error(`${stuck.type} could not be followed up.`);
}

const tester = { name: "Tester", website: undefined, redirectUris: ["https://app.test/back"] };

export function testServer(
  options: (social: Social, clock: FixedClock) => MastodonApiOptions = () => ({}),
  { translator, ...own }: Partial<InstanceSettings> & { readonly translator?: Translator } = {},
): TestServer {
  const clock = fixedClock();
  const storage = memoryStorage({ clock });
  const stream = openStream();
  const files = memoryMediaFiles({ clock, ids: storage.ids, address: `${settings.origin}/media` });
  const media = { files, imaging: memoryImaging(), films: memoryFilming() };
  const kept = { storage, clock, ids: storage.ids };
  const here = { ...settings, ...own };
  const social = createSocial({ ...smallPorts(), ...kept, settings: here, stream, media, translator });
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const api = createMastodonApi(social, { checkReplies: true, onError, ...options(social, clock) });

  async function token(user: User | undefined, scopes: readonly string[]): Promise<string> {
    const { app } = await social.signIn.registerApp({ ...tester, scopes });
    return (await social.signIn.grant({ app: app.id, user: user?.id, scopes })).secret;
  }

  return {
    api,
    social,
    storage,
    files,
    processUploads: () => processUploads({ storage, clock, media }),
    clock,
    errors,
    announce: stream.announce,
    settle: () => settle(storage, { clock, announce: stream.announce }),
    token,
    async person(username) {
      const email = `${username}@mail.test`;
      const password = "a long enough secret";
      const made = await social.signIn.createUser({
        username,
        email,
        password,
        confirmed: true,
        role: "user",
      });
      return { ...made, token: await token(made.user, allScopes) };
    },
    call: async (method, path, call = {}) => api.request(path, requestOf(method, call)),
    async json<Body>(method: string, path: string, call: CallOptions = {}) {
      const response = await api.request(path, requestOf(method, call));
      const body: unknown = await response.json();
      if (response.status !== 200)
        throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(body)}`);
      return body as Body; // the API checked it against the schema of that very entity
    },
  };
}
