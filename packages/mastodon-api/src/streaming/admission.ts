import type { SignIn } from "@trunkline/social";
import { bearerToken, isUser } from "../bearer.ts";
import type { UserPrincipal } from "../endpoint.ts";

/** What is known of a client that wants a stream, before anything is given to it. */
export interface Knock {
  /** The address that was asked for, with its query. */
  readonly url: URL;
  readonly authorization: string | undefined;
  /** `Sec-WebSocket-Protocol`: browsers have no other place for a token. */
  readonly protocol: string | undefined;
  readonly address: string;
}

export type Admission =
  | {
      readonly ok: true;
      readonly principal: UserPrincipal;
      /** The subprotocol that the answer must name, where the token came as one. */
      readonly protocol: string | undefined;
    }
  | { readonly ok: false; readonly status: 401 | 429; readonly reason: string };

function refuse(status: 401 | 429, reason: string): Admission {
  return { ok: false, status, reason };
}

/** Whoever streams is a person: by the token in the header, the query or the subprotocol, in this order. */
export async function admitKnock(knock: Knock, signIn: SignIn): Promise<Admission> {
  const elsewhere =
    bearerToken(knock.authorization) ?? knock.url.searchParams.get("access_token") ?? undefined;
  const protocol = elsewhere === undefined ? knock.protocol?.split(",")[0]?.trim() : undefined;
  const token = elsewhere ?? protocol;
  if (token === undefined || token === "") return refuse(401, "Missing access token");
  const answer = await signIn.authenticate(token);
  if (!answer.ok || !isUser(answer.value)) return refuse(401, "Invalid access token");
  return { ok: true, principal: answer.value, protocol };
}
