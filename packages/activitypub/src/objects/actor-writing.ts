import type { Actor, Capability, Multikey, PublicKey } from "./actor.ts";
import { writeInteractionPolicy } from "./interaction-policy.ts";
import { writePicture } from "./picture.ts";
import type { Href, JsonObject } from "./reference.ts";
import { writeTag } from "./tag.ts";

/** Writes an actor as Mastodon does, without `@context`. */
export function writeActor(actor: Actor): JsonObject {
  return {
    id: actor.id,
    type: actor.type,
    ...writeAddresses(actor),
    preferredUsername: actor.preferredUsername,
    ...(actor.webfinger === undefined ? {} : { webfinger: actor.webfinger }),
    name: actor.name ?? actor.preferredUsername,
    summary: actor.summary ?? "",
    ...(actor.published === undefined ? {} : { published: actor.published.toISOString() }),
    ...writePolicy(actor),
    ...writeKeys(actor),
    tag: actor.tags.map(writeTag),
    attachment: actor.fields.map(({ name, value }) => ({ type: "PropertyValue", name, value })),
    ...(actor.icon === undefined ? {} : { icon: writePicture(actor.icon) }),
    ...(actor.image === undefined ? {} : { image: writePicture(actor.image) }),
    ...(actor.implements.length === 0 ? {} : { implements: actor.implements.map(writeCapability) }),
  };
}

function writeAddresses(actor: Actor): JsonObject {
  const { inbox, outbox, followers, following, featured, featuredTags, featuredCollections } = actor;
  const { sharedInbox, url } = actor;
  return {
    inbox,
    ...(outbox === undefined ? {} : { outbox }),
    ...(followers === undefined ? {} : { followers }),
    ...(following === undefined ? {} : { following }),
    ...(featured === undefined ? {} : { featured }),
    ...(featuredTags === undefined ? {} : { featuredTags }),
    ...(featuredCollections === undefined ? {} : { featuredCollections }),
    ...(sharedInbox === undefined ? {} : { endpoints: { sharedInbox } }),
    ...(url === undefined ? {} : { url }),
  };
}

function writePolicy(actor: Actor): JsonObject {
  const { showFeatured, showMedia, showRepliesInMedia, interactionPolicy, attributionDomains } = actor;
  return {
    manuallyApprovesFollowers: actor.manuallyApprovesFollowers,
    discoverable: actor.discoverable,
    indexable: actor.indexable,
    memorial: actor.memorial,
    ...(actor.suspended ? { suspended: true } : {}),
    ...(showFeatured === undefined ? {} : { showFeatured }),
    ...(showMedia === undefined ? {} : { showMedia }),
    ...(showRepliesInMedia === undefined ? {} : { showRepliesInMedia }),
    ...(interactionPolicy === undefined
      ? {}
      : { interactionPolicy: writeInteractionPolicy(interactionPolicy) }),
    ...(actor.movedTo === undefined ? {} : { movedTo: actor.movedTo }),
    ...(actor.alsoKnownAs.length === 0 ? {} : { alsoKnownAs: actor.alsoKnownAs }),
    ...(attributionDomains.length === 0 ? {} : { attributionDomains }),
  };
}

function writeKeys({ publicKeys, multikeys, id }: Actor): JsonObject {
  const [key, ...more] = publicKeys.map((own) => writePublicKey(own, id));
  return {
    // One key is what every server reads; a list is not.
    ...(key === undefined ? {} : { publicKey: more.length === 0 ? key : [key, ...more] }),
    ...(multikeys.length === 0 ? {} : { assertionMethod: multikeys.map((own) => writeMultikey(own, id)) }),
  };
}

function writePublicKey({ id, pem }: PublicKey, owner: Href): JsonObject {
  return { id, owner, publicKeyPem: pem };
}

function writeMultikey({ id, multibase }: Multikey, controller: Href): JsonObject {
  return { id, type: "Multikey", controller, publicKeyMultibase: multibase };
}

function writeCapability({ href, name }: Capability): JsonObject {
  return { href, ...(name === undefined ? {} : { name }) };
}
