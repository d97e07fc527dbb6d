import { hostOf } from "../objects/origin.ts";
import type { Policy } from "../ports.ts";
import { refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Answer, Client, ClientReason } from "./client.ts";

/**
 * A client that asks and writes only where this server has to do with the other one. An answer that came from elsewhere, by a redirect,
 * is not heard either.
 */
export function policedClient(client: Client, policy: Policy | undefined): Client {
  if (policy === undefined) return client;
  const isOff = async (url: string): Promise<boolean> => !(await policy.mayDeliver(hostOf(url)));
  const unlessOff = async (
    url: string,
    send: () => Promise<Verdict<Answer, ClientReason>>,
  ): Promise<Verdict<Answer, ClientReason>> => {
    if (await isOff(url)) return refuse("refused-address");
    const answer = await send();
    const isElsewhere = answer.ok && answer.value.url !== url && (await isOff(answer.value.url));
    return isElsewhere ? refuse("refused-address") : answer;
  };
  return {
    get: (request) => unlessOff(request.url, () => client.get(request)),
    post: (request) => unlessOff(request.url, () => client.post(request)),
    close: () => client.close(),
  };
}
