import { inspect } from "node:util";

/** A value that logs, JSON and error messages cannot show by accident: it prints as `[secret]`. */
export interface Secret {
  reveal(): string;
  /** `[secret]`. */
  toString(): string;
}

const mask = "[secret]";

export function createSecret(value: string): Secret {
  return Object.freeze({
    reveal: () => value,
    toString: () => mask,
    toJSON: () => mask,
    [inspect.custom]: () => mask,
  });
}
