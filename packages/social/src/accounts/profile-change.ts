import { codePointsOf, fits } from "../kernel/characters.ts";
import { Refusal } from "../kernel/refusal.ts";
import { tidyLine, tidyText } from "../kernel/tidy.ts";
import type { Account, Profile, ProfileField } from "./account.ts";
import type { ProfileChange } from "./accounts.ts";
import { profileOf } from "./existing.ts";
import { detailsOf, keptDetails } from "./profile-details.ts";
import type { StoredPictures } from "./profile-pictures.ts";
import { changedDetails } from "./profile-pictures.ts";

/** How long the parts of a profile may be (S-097). */
export interface ProfileLimits {
  readonly charactersPerLink: number;
  readonly displayNameCharacters: number;
  readonly noteCharacters: number;
  readonly profileFields: number;
  readonly profileFieldCharacters: number;
}

/** The profile after a change. Refuses with `invalid` what is too long; says which part. */
export function changedProfile(
  account: Account,
  { stored = {}, ...change }: ProfileChange & { readonly stored?: StoredPictures },
  limits: ProfileLimits,
): Profile {
  const before = profileOf(account);
  const displayName = change.displayName === undefined ? before.displayName : tidyLine(change.displayName);
  const note = change.note === undefined ? before.note : tidyText(change.note).trim();
  requireFit("The display name", displayName, { characters: limits.displayNameCharacters });
  requireFit("The note", note, { characters: limits.noteCharacters, perLink: limits.charactersPerLink });
  return {
    ...before,
    displayName,
    note,
    kind: change.kind ?? before.kind,
    locked: change.locked ?? before.locked,
    discoverable: change.discoverable ?? before.discoverable,
    indexable: change.indexable ?? before.indexable,
    hideCollections: change.hideCollections ?? before.hideCollections,
    details: keptDetails(changedDetails(detailsOf(before), change, stored)),
    fields: change.fields === undefined ? before.fields : changedFields(before.fields, change.fields, limits),
  };
}

/** A field that stays as it was keeps its proof. */
function changedFields(
  before: readonly ProfileField[],
  fields: NonNullable<ProfileChange["fields"]>,
  limits: ProfileLimits,
): readonly ProfileField[] {
  const tidied = fields
    .map(({ name, value }) => ({ name: tidyLine(name), value: tidyLine(value) }))
    .filter(({ name, value }) => name !== "" || value !== "");
  if (tidied.length > limits.profileFields) {
    throw new Refusal("invalid", `A profile has at most ${limits.profileFields} fields.`);
  }
  return tidied.map(({ name, value }) => {
    requireFit("The name of a field", name, { characters: limits.profileFieldCharacters });
    requireFit("The value of a field", value, { characters: limits.profileFieldCharacters });
    const same = before.find((field) => field.name === name && field.value === value);
    return { name, value, verifiedAt: same?.verifiedAt };
  });
}

/** Without a weight for links, a text counts as long as it is. */
function requireFit(
  what: string,
  text: string,
  limit: { readonly characters: number; readonly perLink?: number },
): void {
  const fitting =
    limit.perLink === undefined
      ? codePointsOf(text) <= limit.characters
      : fits(text, { characters: limit.characters, perLink: limit.perLink });
  if (!fitting) throw new Refusal("invalid", `${what} is longer than ${limit.characters} characters.`);
}
