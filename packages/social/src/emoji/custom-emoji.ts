/** A picture that a text names by a shortcode (without colons). */
export interface CustomEmoji {
  readonly shortcode: string;
  readonly url: string;
}
