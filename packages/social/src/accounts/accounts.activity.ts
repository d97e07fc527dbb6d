import { blankActor, blankPolicy, PUBLIC } from "@trunkline/activitypub";
import type { Actor, ActorType, Emoji, Hashtag, InteractionPolicy, Picture } from "@trunkline/activitypub";
import { readEmojis, toEmojiTag } from "../emoji/emoji.activity.ts";
import { asPart, localEmojisIn } from "../emoji/emojis.ts";
import { safeHtml } from "../kernel/html.ts";
import { fieldToHtml, plainToHtml } from "../kernel/render-text.ts";
import { scan } from "../kernel/text.ts";
import { tidyCaption, tidyLine, tidyText } from "../kernel/tidy.ts";
import { pastInstant, webUrl } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Stores } from "../stores.ts";
import { fileAddress } from "../media/media-address.ts";
import { readMediaKey } from "../media/media-key.ts";
import type { Account, AccountKind, Profile } from "./account.ts";
import { detailsOf, keptDetails, usualDetails } from "./profile-details.ts";
import type { ProfileDetails, ProfilePicture } from "./profile-details.ts";
import type { PublicKeys } from "./accounts.store.ts";

const types: Record<AccountKind, ActorType> = {
  person: "Person",
  service: "Service",
  group: "Group",
  organization: "Organization",
  application: "Application",
};

const kinds: Record<ActorType, AccountKind> = {
  Person: "person",
  Service: "service",
  Group: "group",
  Organization: "organization",
  Application: "application",
};

/** How much of a stranger's profile is kept (S-053). */
const most = { name: 2048, note: 20_480, fields: 50, field: 2047, domains: 10 } as const;

/** What this server understands, as its own actor says (FEP-844e). */
const capabilities: Actor["implements"] = [
  {
    href: "https://datatracker.ietf.org/doc/html/rfc9421",
    name: "RFC 9421: HTTP Message Signatures",
  },
  { href: "https://w3id.org/fep/844e", name: "FEP-844e: Capability discovery" },
  { href: "https://w3id.org/fep/d556", name: "FEP-d556: Server-level actor discovery using WebFinger" },
];

/** What is shown of an account, and does not stand with it. */
export interface ActorParts extends PublicKeys {
  /** What its profile names. */
  readonly emojis?: readonly Emoji[];
}

/** The protocol's face of a local account; one that is suspended shows its name and nothing else. */
export function toActor(account: Account, { emojis = [], ...keys }: ActorParts, settings: Home): Actor {
  const { uri, endpoints } = account;
  return {
    ...blankActor,
    type: types[account.kind],
    id: uri,
    preferredUsername: account.username,
    webfinger: `${account.username}@${settings.domain}`,
    url: account.url,
    inbox: endpoints.inbox,
    sharedInbox: endpoints.sharedInbox,
    outbox: endpoints.outbox,
    followers: endpoints.followers,
    following: endpoints.following,
    ...shownCollections(account),
    implements: account.kind === "application" ? capabilities : [],
    publicKeys: [{ id: `${uri}#main-key`, pem: keys.publicPem }],
    multikeys:
      keys.proofMultibase === undefined ? [] : [{ id: `${uri}#ed25519-key`, multibase: keys.proofMultibase }],
    movedTo: account.movedToUri,
    alsoKnownAs: account.alsoKnownAs,
    published: startOfDay(account.createdAt),
    ...(account.suspendedAt === undefined ? shownProfile(account, emojis, settings) : hiddenProfile(account)),
  };
}

/** The emoji of this server that the profile of a local account names (F-034). */
export async function profileEmojis(
  { displayName, note, fields }: Account,
  stores: Pick<Stores, "emojis">,
): Promise<readonly Emoji[]> {
  const values = fields.flatMap(({ name, value }) => [name, value]);
  return (await localEmojisIn(stores, [displayName, note, ...values])).map(toEmojiTag);
}

type ShownProfile = Pick<
  Actor,
  | "name"
  | "summary"
  | "icon"
  | "image"
  | "fields"
  | "tags"
  | "interactionPolicy"
  | "manuallyApprovesFollowers"
  | "discoverable"
  | "indexable"
  | "suspended"
> &
  Partial<Details>;

function shownProfile(account: Account, emojis: readonly Emoji[], settings: Home): ShownProfile {
  return {
    name: account.displayName === "" ? account.username : account.displayName,
    summary: plainToHtml(account.note, settings),
    icon: pictureAt(account.avatarUrl, detailsOf(account).avatar, settings),
    image: pictureAt(account.headerUrl, detailsOf(account).header, settings),
    ...shownDetails(account),
    fields: account.fields.map(({ name, value }) => ({ name, value: fieldToHtml(value, settings) })),
    tags: [...emojis, ...hashtagsOf(account, settings)],
    interactionPolicy: account.kind === "application" ? undefined : whoMayFeature(account),
    manuallyApprovesFollowers: account.locked,
    discoverable: account.discoverable,
    indexable: account.indexable,
    suspended: false,
  };
}

/** The hashtags that a profile is written with. */
function hashtagsOf({ note, fields }: Account, { origin }: Home): readonly Hashtag[] {
  const pieces = [note, ...fields.map(({ value }) => value)].flatMap(scan);
  const names = pieces.flatMap((piece) => (piece.type === "hashtag" ? [piece.name] : []));
  return [...new Set(names)].map((name) => ({
    type: "Hashtag",
    href: `${origin}/tags/${encodeURIComponent(name)}`,
    name: `#${name}`,
  }));
}

/** Who wants to be found may be recommended, by followers alone where those are chosen (FEP-7aa9). */
function whoMayFeature({ discoverable, locked, endpoints, uri }: Account): InteractionPolicy {
  const everybody = locked ? (endpoints.followers ?? uri) : PUBLIC;
  return { ...blankPolicy, canFeature: { automatic: [discoverable ? everybody : uri], manual: [] } };
}

function pictureAt(
  url: string | undefined,
  { file, description }: ProfilePicture,
  settings: Home,
): Picture | undefined {
  if (file !== undefined)
    return { url: fileAddress(file, settings), mediaType: readMediaKey(file)?.type, description };
  return url === undefined ? undefined : { url, mediaType: undefined, description };
}

type Details = Pick<Actor, "showMedia" | "showRepliesInMedia" | "showFeatured" | "attributionDomains">;

/** The server itself has no page on which anything could be shown. */
function shownDetails(account: Account): Details | undefined {
  if (account.kind === "application") return undefined;
  const { showMedia, showMediaReplies, showFeatured, attributionDomains } = detailsOf(account);
  return { showMedia, showRepliesInMedia: showMediaReplies, showFeatured, attributionDomains };
}

/** What another server says besides the texts; what it leaves out is as usual (F-044). */
function readDetails(actor: Actor): ProfileDetails | undefined {
  const describe = (picture: Picture | undefined): ProfilePicture => ({
    description: picture?.description === undefined ? undefined : tidyCaption(picture.description),
  });
  return keptDetails({
    avatar: describe(actor.icon),
    header: describe(actor.image),
    showMedia: actor.showMedia ?? usualDetails.showMedia,
    showMediaReplies: actor.showRepliesInMedia ?? usualDetails.showMediaReplies,
    showFeatured: actor.showFeatured ?? usualDetails.showFeatured,
    attributionDomains: actor.attributionDomains.slice(0, most.domains),
  });
}

function hiddenProfile({ username }: Account): ShownProfile {
  return {
    name: username,
    summary: undefined,
    icon: undefined,
    image: undefined,
    fields: [],
    tags: [],
    interactionPolicy: undefined,
    manuallyApprovesFollowers: false,
    discoverable: false,
    indexable: false,
    suspended: true,
  };
}

/** What the account shows first. The server itself shows nothing. */
function shownCollections({ kind, uri }: Account): Pick<Actor, "featured" | "featuredTags"> {
  if (kind === "application") return { featured: undefined, featuredTags: undefined };
  return { featured: `${uri}/collections/featured`, featuredTags: `${uri}/collections/tags` };
}

/** The exact moment of a sign-up is nobody's business. */
function startOfDay(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate()));
}

/** What we keep of a remote actor's profile: markup made safe, texts and lists cut where they are too long. */
export function fromActor(actor: Actor, now: Date, home: Pick<Home, "origin">): Profile {
  const emojis = readEmojis(actor.tags, { now, home });
  return {
    url: webUrl(actor.url, home) ?? actor.id,
    kind: kinds[actor.type],
    displayName: tidyLine((actor.name ?? "").slice(0, most.name)),
    note: safeHtml(tidyText((actor.summary ?? "").slice(0, most.note))),
    fields: actor.fields.slice(0, most.fields).map(({ name, value }) => ({
      name: tidyLine(name.slice(0, most.field)),
      value: safeHtml(tidyText(value.slice(0, most.field))),
      verifiedAt: undefined,
    })),
    emojis: emojis.length === 0 ? undefined : emojis.map(asPart),
    avatarUrl: webUrl(actor.icon?.url, home),
    headerUrl: webUrl(actor.image?.url, home),
    details: readDetails(actor),
    locked: actor.manuallyApprovesFollowers,
    discoverable: actor.discoverable,
    indexable: actor.indexable,
    hideCollections: false,
    endpoints: {
      inbox: actor.inbox,
      sharedInbox: actor.sharedInbox,
      outbox: actor.outbox,
      followers: actor.followers,
      following: actor.following,
      featured: actor.featured,
    },
    fetchedAt: now,
  };
}

/** When a remote account came into being, as far as it says so. */
export function createdAtOf(actor: Actor, now: Date): Date {
  return pastInstant(actor.published, now);
}
