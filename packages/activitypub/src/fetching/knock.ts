import type { SigningKey } from "../ports.ts";
import { createRecent } from "../recent.ts";
import { schemesFor } from "../signatures/schemes.ts";
import type { Scheme } from "../signatures/schemes.ts";
import type { Verdict } from "../verdict.ts";
import type { Answer, Client, ClientReason, GetRequest, SignHop } from "./client.ts";

/** Asks for something, signed where a key is given. */
export type Knock = (
  request: Omit<GetRequest, "sign">,
  as: SigningKey | undefined,
) => Promise<Verdict<Answer, ClientReason>>;

export interface KnockNeeds {
  readonly client: Client;
  readonly signAs: (key: SigningKey, scheme?: Scheme) => SignHop;
}

const MAX_ORIGINS = 10_000;

/**
 * Builds the asking of servers that understand one way of signing and refuse the others.
 *
 * A 400 or 401 is asked again, signed otherwise; any other answer is one, and teaches nothing (F-066). The way
 * that found something is remembered for its origin (F-065).
 */
export function createKnock({ client, signAs }: KnockNeeds): Knock {
  const known = createRecent<Scheme>(MAX_ORIGINS);
  return async (request, as) => {
    if (as === undefined) return client.get(request);
    const origin = URL.parse(request.url)?.origin ?? "";
    const [first, ...others] = schemesFor(request.url, known.get(origin));
    let scheme = first;
    let answer = await client.get({ ...request, sign: signAs(as, scheme) });
    for (const other of others) {
      if (!isRefused(answer)) break;
      scheme = other;
      answer = await client.get({ ...request, sign: signAs(as, scheme) });
    }
    if (scheme !== undefined && answer.ok && answer.value.status === 200) known.set(origin, scheme);
    return answer;
  };
}

function isRefused(answer: Verdict<Answer, ClientReason>): boolean {
  return answer.ok && (answer.value.status === 400 || answer.value.status === 401);
}
