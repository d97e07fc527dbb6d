/** What a translator made of some texts. */
export interface Translated {
  /** In the order of the texts, in markup as they were. */
  readonly texts: readonly string[];
  /** The language that they were in, as far as the translator knows better: two letters. */
  readonly detected: string | undefined;
}

/** A service that translates. */
export interface Translator {
  /** Its name, which readers are shown. */
  readonly name: string;
  /**
   * Into which languages it translates, by the language that a text is in; under `und` those for a text of which that
   * is not known. Refuses with `unreachable` when it does not answer.
   */
  languages(): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Translates HTML. Refuses with `unreachable` when it does not answer, or will not any more today.
   *
   * @param options.from `undefined`: the translator finds out
   */
  translate(
    texts: readonly string[],
    options: { readonly from: string | undefined; readonly to: string },
  ): Promise<Translated>;
}
