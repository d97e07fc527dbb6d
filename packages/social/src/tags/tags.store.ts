/** One day of a tag's use. */
export interface TagDay {
  /** 00:00 UTC. */
  readonly day: Date;
  readonly uses: number;
  readonly accounts: number;
}

export interface Tag {
  readonly id: string;
  /** Normalised: lower case. */
  readonly name: string;
  /** The last seven days, newest first, days without use included. */
  readonly history: readonly TagDay[];
}

/** Hashtags, which come into being with the first status that carries them. */
export interface TagStore {
  byName(name: string, today: Date): Promise<Tag | undefined>;
  /** Those of the names that are known, in the order of the names. */
  byNames(names: readonly string[], today: Date): Promise<readonly Tag[]>;
  /** Tags that begin with the text, most used first. */
  search(
    prefix: string,
    page: {
      readonly limit: number;
      readonly offset: number;
      readonly today: Date;
      /** Only those that somebody has let trend. */
      readonly isReviewed?: boolean;
    },
  ): Promise<readonly Tag[]>;
}
