import type { Answer, Client, ClientReason, Hop } from "../fetching/client.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";

/** What stands at the other end: a response, or the reason why there is none. */
export type Answerer = (
  request: Request,
) => Promise<Response | ClientReason | undefined> | Response | ClientReason | undefined;

/** A client without a network: whatever is asked, a function answers. Without an answer it is a 404. */
export function fakeClient(answer: Answerer): Client {
  const send = async (hop: Hop): Promise<Verdict<Answer, ClientReason>> => {
    const response =
      (await answer(
        new Request(hop.url, { method: hop.method, headers: hop.headers, body: hop.body ?? null }),
      )) ?? new Response(null, { status: 404 });
    if (typeof response === "string") return refuse(response);
    return accept({
      status: response.status,
      url: hop.url,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  };
  const signAndSend = async (
    hop: Hop,
    sign: ((hop: Hop) => Promise<Hop["headers"]>) | undefined,
  ): Promise<Verdict<Answer, ClientReason>> =>
    send(sign === undefined ? hop : { ...hop, headers: await sign(hop) });
  return {
    get: ({ url, accept: type, sign }) =>
      signAndSend({ method: "GET", url, headers: { accept: type } }, sign),
    post: ({ url, contentType, body, headers, sign }) =>
      signAndSend(
        {
          method: "POST",
          url,
          headers: { ...headers, "content-type": contentType },
          body: typeof body === "string" ? body : Buffer.from(body).toString("latin1"),
        },
        sign,
      ),
    close: async () => undefined,
  };
}
