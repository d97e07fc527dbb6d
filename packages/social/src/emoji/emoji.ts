/** A picture that texts name by a shortcode: one of this server, or of another. */
export interface Emoji {
  /** Without colons. */
  readonly shortcode: string;
  /** Whose it is; `undefined` for one of this server. A shortcode means something else on every server. */
  readonly domain: string | undefined;
  /** The address of the picture. */
  readonly url: string;
  /** The stored file of a local one. */
  readonly file: string | undefined;
  /** Under which heading it is offered. */
  readonly category: string | undefined;
  /** Whether it is offered to writers. */
  readonly isListed: boolean;
  /** When its picture changed last; `undefined` where another server does not say. */
  readonly updatedAt: Date | undefined;
}

/** What a shortcode can be here, and where one is meant. */
export interface EmojiName {
  readonly shortcode: string;
  readonly domain: string | undefined;
}

/** A shortcode that texts can name (S-052). */
export function isShortcode(text: string): boolean {
  return /^[a-zA-Z0-9_]{2,128}$/.test(text);
}

/** Whether what another server tells now is newer than what is kept: another picture, or a later time (F-226). */
export function isNewer(told: Emoji, kept: Emoji | undefined): boolean {
  if (kept === undefined || kept.url !== told.url) return true;
  if (told.updatedAt === undefined) return false;
  return kept.updatedAt === undefined || told.updatedAt > kept.updatedAt;
}
