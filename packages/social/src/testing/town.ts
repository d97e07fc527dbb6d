import type { NewAccount } from "../accounts/account.ts";
import type { DomainEvent } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import type { InstanceSettings } from "../instance/instance.ts";
import type { FixedClock, MemoryStorage } from "../memory/index.ts";
import { fixedClock, memoryIds, memoryStorage } from "../memory/index.ts";
import type { Ids, Remote } from "../ports.ts";
import type { Social, SocialNeeds, SocialRules } from "../social.ts";
import { createSocial } from "../social.ts";
import type { StatusView } from "../statuses/status.ts";
import type { NewPost } from "../statuses/statuses.ts";

/** A small server in memory, with a clock that stands still, for tests of the rules. */
export interface Town {
  readonly social: Social;
  readonly rules: SocialRules;
  readonly storage: MemoryStorage;
  readonly clock: FixedClock;
  readonly ids: Ids;
  /** Handles (`user@domain`) that were asked of other servers, in order. */
  readonly asked: readonly string[];
  /** Somebody who lives here. */
  person(username: string): Promise<AccountId>;
  /** Somebody who lives elsewhere and is known here. */
  neighbour(username: string, profile?: Partial<NewAccount>): Promise<AccountId>;
  /** Says which account the network finds behind a handle or address. */
  discover(name: string, account: AccountId): void;
  say(author: AccountId, text: string, more?: Partial<NewPost>): Promise<StatusView>;
  /** The events that were recorded since this was last asked. */
  news(): readonly DomainEvent[];
}

export const settings: InstanceSettings = {
  domain: "here.example",
  origin: "https://here.example",
  title: "Here",
  description: "A small town.",
  version: "0.0.0",
  contactEmail: "mayor@here.example",
  contactUsername: "ana",
  languages: ["en"],
  registrations: "open",
  limits: {
    statusCharacters: 500,
    charactersPerLink: 23,
    displayNameCharacters: 30,
    noteCharacters: 500,
    profileFields: 4,
    profileFieldCharacters: 255,
    followsPerAccount: 3,
  },
};

export function createTown(over: Partial<Pick<SocialNeeds, "mailRoutes"> & InstanceSettings> = {}): Town {
  const { mailRoutes = { of: async () => [] }, ...own } = over;
  const clock = fixedClock();
  const ids = memoryIds(clock);
  const storage = memoryStorage({ clock, ids });
  const asked: string[] = [];
  const network = new Map<string, AccountId>();
  const { rules, ...social } = createSocial({
    storage,
    stream: storage.stream,
    clock,
    ids,
    passwords: {
      hash: async (password) => `hash of ${password}`,
      verify: async (password, hash) => hash === `hash of ${password}`,
    },
    digests: { of: (secret) => `digest of ${secret}` },
    keyPairs: { generate: async () => ({ publicPem: "public", privatePem: "private" }) },
    remote: networkOf(network, asked),
    settings: { ...settings, ...own },
    mailRoutes,
  });
  let heard = 0;
  return {
    social,
    rules,
    storage,
    clock,
    ids,
    asked,
    async person(username) {
      const email = `${username}@mail.example`;
      const newUser = { username, email, password: "correct horse", confirmed: true, role: "user" } as const;
      return (await social.signIn.createUser(newUser)).account.id;
    },
    async neighbour(username, profile = {}) {
      const account = remoteAccount(username, { id: ids.next(), at: clock.now() });
      await rules.accounts.receive({ ...account, ...profile });
      return account.id;
    },
    discover: (name, account) => void network.set(name, account),
    say: (author, text, more = {}) => social.statuses.post(author, { ...draft(text), ...more }),
    news() {
      const all = storage.recorded();
      const fresh = all.slice(heard);
      heard = all.length;
      return fresh;
    },
  };
}

function networkOf(network: ReadonlyMap<string, AccountId>, asked: string[]): Remote {
  return {
    account: async (uri) => network.get(uri),
    async handle(username, domain) {
      asked.push(`${username}@${domain}`);
      return network.get(`${username}@${domain}`);
    },
    refresh: async () => undefined,
    async any(uri) {
      const account = network.get(uri);
      return account && { account };
    },
  };
}

export function draft(text: string): NewPost {
  return {
    text,
    spoilerText: "",
    sensitive: false,
    language: undefined,
    visibility: undefined,
    inReplyTo: undefined,
    app: undefined,
    idempotencyKey: undefined,
  };
}

function remoteAccount(
  username: string,
  { id, at }: { readonly id: AccountId; readonly at: Date },
): NewAccount {
  const uri = `https://there.example/users/${username}`;
  return {
    id,
    username,
    domain: "there.example",
    uri: toUri(uri),
    url: `https://there.example/@${username}`,
    kind: "person",
    displayName: username,
    note: "",
    fields: [],
    avatarUrl: undefined,
    headerUrl: undefined,
    locked: false,
    discoverable: true,
    indexable: false,
    hideCollections: false,
    endpoints: {
      inbox: `${uri}/inbox`,
      sharedInbox: "https://there.example/inbox",
      outbox: undefined,
      followers: `${uri}/followers`,
      following: undefined,
      featured: undefined,
    },
    createdAt: at,
    fetchedAt: at,
    suspendedAt: undefined,
    deletedAt: undefined,
  };
}
