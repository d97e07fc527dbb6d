import type { Cache, SigningKey } from "../ports.ts";
import { createRecent } from "../recent.ts";
import { readAcceptSignature } from "../signatures/accept-signature.ts";
import type { Wanted } from "../signatures/accept-signature.ts";
import { FIRST_SCHEME, readScheme, schemesFor } from "../signatures/schemes.ts";
import type { Scheme } from "../signatures/schemes.ts";
import type { Verdict } from "../verdict.ts";
import type { Answer, Client, ClientReason, GetRequest, PostRequest, SignHop } from "./client.ts";

/** Asks for something or leaves something, signed in a way that the other server understands. */
export interface Knock {
  /** Signed where a key is given. */
  get(request: Omit<GetRequest, "sign">, as: SigningKey | undefined): Promise<Verdict<Answer, ClientReason>>;
  post(request: Omit<PostRequest, "sign">, as: SigningKey): Promise<Verdict<Answer, ClientReason>>;
}

/** Signs as somebody, in one of the ways, and in the form that was wished for. */
export type SignAs = (key: SigningKey, scheme?: Scheme, wanted?: Wanted) => SignHop;

export interface KnockNeeds {
  readonly client: Pick<Client, "get" | "post">;
  readonly signAs: SignAs;
  /** Where several processes share what each has learned; without it, each learns by itself. */
  readonly cache?: Cache | undefined;
}

/**
 * Builds the asking of servers that understand one way of signing and refuse the others.
 *
 * A 400 or 401 is answered by trying again, signed otherwise, or as the answer itself says it should be; any other
 * answer is one, and teaches nothing (F-066). The way that was good is remembered for its origin (F-065).
 */
export function createKnock({ client, signAs, cache }: KnockNeeds): Knock {
  const memory = createMemory(cache);
  const knock = async (url: string, as: SigningKey, send: Send): Promise<Verdict<Answer, ClientReason>> => {
    const origin = URL.parse(url)?.origin ?? "";
    const known = await memory.get(origin);
    const [first = FIRST_SCHEME, ...others] = schemesFor(url, known);
    let scheme = first;
    let answer = await send(signAs(as, scheme));
    for (const other of waysFrom(answer, others)) {
      if (!isRefused(answer)) break;
      scheme = other;
      const wanted = scheme === "rfc9421" ? wishOf(answer) : undefined;
      answer = await send(signAs(as, scheme, wanted));
    }
    if (scheme !== known && isGood(answer)) await memory.set(origin, scheme);
    return answer;
  };
  return {
    get: async (request, as) =>
      as === undefined
        ? client.get(request)
        : knock(request.url, as, (sign) => client.get({ ...request, sign })),
    post: (request, as) => knock(request.url, as, (sign) => client.post({ ...request, sign })),
  };
}

type Send = (sign: SignHop) => Promise<Verdict<Answer, ClientReason>>;

/** A server that says how it wants a request to be signed is not made to wait for it. */
function waysFrom(answer: Verdict<Answer, ClientReason>, others: readonly Scheme[]): readonly Scheme[] {
  return wishOf(answer) === undefined ? others : ["rfc9421"];
}

function wishOf(answer: Verdict<Answer, ClientReason>): Wanted | undefined {
  return answer.ok ? readAcceptSignature(answer.value.headers["accept-signature"]) : undefined;
}

function isRefused(answer: Verdict<Answer, ClientReason>): boolean {
  return answer.ok && (answer.value.status === 400 || answer.value.status === 401);
}

function isGood(answer: Verdict<Answer, ClientReason>): boolean {
  return answer.ok && answer.value.status >= 200 && answer.value.status < 300;
}

const MAX_ORIGINS = 10_000;
const REMEMBERED_MILLISECONDS = 30 * 24 * 3_600_000;

interface Memory {
  get(origin: string): Promise<Scheme | undefined>;
  set(origin: string, scheme: Scheme): Promise<void>;
}

/**
 * Which way is good where. A process asks the others once about an origin, and goes by what it knows from then on: what
 * has changed meanwhile it finds out by itself. What comes first anyway takes up no room in what is shared.
 */
function createMemory(cache: Cache | undefined): Memory {
  const held = createRecent<Scheme | "unknown">(MAX_ORIGINS);
  return {
    async get(origin) {
      const here = held.get(origin) ?? readScheme(await cache?.get(nameOf(origin))) ?? "unknown";
      held.set(origin, here);
      return here === "unknown" ? undefined : here;
    },
    async set(origin, scheme) {
      const before = held.get(origin) ?? "unknown";
      held.set(origin, scheme);
      if (before === "unknown" && scheme === FIRST_SCHEME) return;
      await (scheme === FIRST_SCHEME
        ? cache?.delete(nameOf(origin))
        : cache?.set(nameOf(origin), scheme, REMEMBERED_MILLISECONDS));
    },
  };
}

function nameOf(origin: string): string {
  return `activitypub:scheme:${origin}`;
}
