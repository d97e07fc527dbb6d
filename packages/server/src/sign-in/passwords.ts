import { hash, verify } from "@node-rs/argon2";
import type { Passwords } from "@trunkline/social";

export interface PasswordOptions {
  /** Joins every password, so that the database alone does not suffice to guess one. */
  readonly pepper: Buffer;
  /** How many are worked on at once; each takes `memoryKib`. */
  readonly concurrency?: number;
  readonly memoryKib?: number;
  readonly passes?: number;
}

/** Argon2id on threads of its own, at most so many at once, so that a rush of sign-ins exhausts nothing (S-125). */
export function createPasswords({
  pepper,
  concurrency = 2,
  memoryKib = 64 * 1024,
  passes = 3,
}: PasswordOptions): Passwords {
  const options = { memoryCost: memoryKib, timeCost: passes, parallelism: 1, secret: pepper };
  const inTurn = createTurnstile(concurrency);
  const make = (password: string) => inTurn(() => hash(password, options));
  let decoy: Promise<string> | undefined;
  return {
    hash: make,
    async verify(password, known) {
      // A hash of nobody's, so that an unknown user takes as long as a wrong password.
      const against = known ?? (await (decoy ??= make("nobody's password")));
      const isRight = await inTurn(() => verify(against, password, options));
      return isRight && known !== undefined;
    },
  };
}

/** Lets so many through at once; the rest wait in order. */
function createTurnstile(places: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
