import type { Actor } from "./actor.ts";
import type { Note } from "./note.ts";

/** A note with nothing in it but what every note must have, to be spread into a new one. */
export const blankNote: Omit<Note, "id" | "attributedTo"> = {
  type: "Note",
  to: [],
  cc: [],
  content: "",
  name: undefined,
  summary: undefined,
  sensitive: false,
  language: undefined,
  url: undefined,
  inReplyTo: undefined,
  conversation: undefined,
  published: undefined,
  updated: undefined,
  tags: [],
  attachments: [],
  replies: undefined,
  likes: undefined,
  shares: undefined,
};

/** An actor of whom nothing is known, to be spread into a new one. */
export const blankActor: Omit<Actor, "id" | "inbox" | "preferredUsername"> = {
  type: "Person",
  webfinger: undefined,
  name: undefined,
  summary: undefined,
  url: undefined,
  sharedInbox: undefined,
  outbox: undefined,
  followers: undefined,
  following: undefined,
  featured: undefined,
  publicKeys: [],
  icon: undefined,
  image: undefined,
  fields: [],
  manuallyApprovesFollowers: false,
  discoverable: false,
  indexable: false,
  suspended: false,
  movedTo: undefined,
  alsoKnownAs: [],
  published: undefined,
};
