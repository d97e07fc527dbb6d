import type { Client, SignHop } from "../fetching/client.ts";
import { createLimiter } from "../fetching/limiter.ts";
import { ACTIVITY_TYPE } from "../fetching/media-type.ts";
import type { Delivery, DeliveryQueue, KeyVault, Outcome, SigningKey } from "../ports.ts";
import { classify, hostNews, retry } from "./classify.ts";
import type { Moment } from "./classify.ts";
import { createHealth } from "./health.ts";
import type { Health } from "./health.ts";

export interface DeliverNeeds {
  readonly deliveries: DeliveryQueue;
  readonly keys: KeyVault;
  readonly client: Client;
  readonly signAs: (key: SigningKey) => SignHop;
  readonly now: () => Date;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

/** The posting side of delivery. */
export interface Deliverer {
  /**
   * Claims what is due, tries it once and settles it. Resolves to how many were claimed, once each is
   * settled or has turned out to be slow; slow ones go on by themselves.
   *
   * Calls may overlap. What could not be settled, because its queue failed or this process died, comes
   * back when its lease has run out; so an activity may arrive twice, and receivers know it by its id.
   */
  deliverDue(limit?: number): Promise<number>;
  /** Resolves when nothing is under way any more. */
  finish(): Promise<void>;
}

const DEFAULT_LIMIT = 64;

/**
 * A host that does not answer holds its place for a second and then waits aside, so that many such
 * hosts do not delay the others.
 */
const CAPS = { perKey: 8, total: 64, aside: { after: 1000, places: 384 } };

export function createDeliverer(needs: DeliverNeeds): Deliverer {
  const limiter = createLimiter(CAPS);
  const health = createHealth(needs.now);
  const underWay = new Set<Promise<void>>();
  /** Of our own; told by the call during or before which they happened. */
  const errors: unknown[] = [];

  const start = (delivery: Delivery): Promise<void> => {
    const host = URL.parse(delivery.inbox)?.host ?? "";
    const settledOrSlow = Promise.withResolvers<void>();
    const work = limiter
      .run(host, () => tryAndSettle(delivery, { ...needs, health, host }), settledOrSlow.resolve)
      .catch((error: unknown) => void errors.push(error))
      .finally(() => underWay.delete(work))
      .then(settledOrSlow.resolve);
    underWay.add(work);
    return settledOrSlow.promise;
  };

  return {
    async deliverDue(limit = DEFAULT_LIMIT) {
      const claimed = await needs.deliveries.claim(limit);
      await Promise.all(claimed.map(start));
      if (errors.length > 0) throw errors.splice(0)[0];
      return claimed.length;
    },
    async finish() {
      await Promise.all(underWay);
    },
  };
}

/** An error of ours counts as a failed try: a delivery that always breaks must end one day, too. */
async function tryAndSettle(delivery: Delivery, needs: AttemptNeeds): Promise<void> {
  const outcome = await attempt(delivery, needs).catch(async (error: unknown) => {
    await needs.deliveries.settle(delivery, retry(delivery, "internal-error", moment(needs)));
    throw error;
  });
  await needs.deliveries.settle(delivery, outcome);
}

type AttemptNeeds = DeliverNeeds & { readonly health: Health; readonly host: string };

async function attempt(delivery: Delivery, needs: AttemptNeeds): Promise<Outcome> {
  const { health, host, client, keys, signAs } = needs;
  const permit = health.permit(host);
  if (permit.type === "wait") {
    const atLeast = permit.until.getTime() - needs.now().getTime();
    return retry(delivery, "host-unavailable", { ...moment(needs), atLeast });
  }
  const answer = await client.post({
    url: delivery.inbox,
    contentType: ACTIVITY_TYPE,
    body: delivery.body,
    sign: signAs(await keys.signingKey(delivery.sender)),
  });
  const news = hostNews(answer);
  if (news === "alive") health.succeeded(host);
  if (news === "failing") health.failed(host);
  return classify({ delivery, answer }, moment(needs));
}

function moment({ now, random }: DeliverNeeds): Moment {
  return { now: now(), random: random() };
}
