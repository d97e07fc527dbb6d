/**
 * What a store throws while it cannot be asked: it does not answer, has no place, takes too long, or has too much
 * waiting for it. Nothing is wrong with what was asked, and asking again later may succeed.
 */
export class Unavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Unavailable";
  }
}
