import type { Knock } from "../fetching/knock.ts";
import { createLimiter } from "../fetching/limiter.ts";
import { ACTIVITY_TYPE } from "../fetching/media-type.ts";
import { hostOf } from "../objects/origin.ts";
import type { Delivery, DeliveryQueue, HostHealth, KeyVault, Outcome, Policy } from "../ports.ts";
import { classify, hostNews, retry } from "./classify.ts";
import type { HostNews, Moment } from "./classify.ts";
import { createHealth, createRecord } from "./health.ts";
import type { TryRecord } from "./health.ts";
import { FOLLOWERS_HEADER } from "./followers-claim.ts";
import type { WriteFollowersHeader } from "./followers-header.ts";
import type { SignDocument } from "./sign-document.ts";

export interface DeliverNeeds {
  readonly deliveries: DeliveryQueue;
  readonly keys: KeyVault;
  readonly knock: Pick<Knock, "post">;
  /** Puts into an activity what proves it to whoever gets it from others; left out: nothing. */
  readonly signDocument?: SignDocument | undefined;
  /** Writes what a delivery says of followers; left out: nothing. */
  readonly followersHeader?: WriteFollowersHeader | undefined;
  /** Which hosts do not answer; by default, what this process finds out. */
  readonly hosts?: HostHealth | undefined;
  /** With which hosts there is anything to do; with all, by default. */
  readonly policy?: Pick<Policy, "mayDeliver"> | undefined;
  /** Is told of an inbox that says that it is gone for good. */
  readonly inboxGone?: ((inbox: string) => Promise<void>) | undefined;
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
  const health = needs.hosts ?? createHealth(needs.now);
  const record = createRecord(needs.now);
  const underWay = new Set<Promise<void>>();
  /** Of our own; told by the call during or before which they happened. */
  const errors: unknown[] = [];

  const start = (delivery: Delivery): Promise<void> => {
    const host = hostOf(delivery.inbox);
    const settledOrSlow = Promise.withResolvers<void>();
    const work = limiter
      .run(host, () => tryAndSettle(delivery, { ...needs, health, record, host }), settledOrSlow.resolve)
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

type AttemptNeeds = DeliverNeeds & {
  readonly health: HostHealth;
  readonly record: TryRecord;
  readonly host: string;
};

async function attempt(delivery: Delivery, needs: AttemptNeeds): Promise<Outcome> {
  const { health, host, knock, keys } = needs;
  if ((await needs.policy?.mayDeliver(host)) === false) return { type: "failed", reason: "not-allowed" };
  const permit = await health.permit(host);
  if (permit.type === "stop" && delivery.insists !== true) return { type: "failed", reason: "host-gone" };
  if (permit.type === "wait") {
    const atLeast = permit.until.getTime() - needs.now().getTime();
    return retry(delivery, "host-unavailable", { ...moment(needs), atLeast, untilHostAnswers: true });
  }
  const body = (await needs.signDocument?.(delivery)) ?? delivery.body;
  const followers = await needs.followersHeader?.(delivery);
  const headers = followers === undefined ? {} : { [FOLLOWERS_HEADER]: followers };
  const letter = { url: delivery.inbox, contentType: ACTIVITY_TYPE, body, headers };
  const answer = await knock.post(letter, await keys.signingKey(delivery.sender));
  await tellHealth(hostNews(answer), needs);
  if (answer.ok && answer.value.status === 410) await needs.inboxGone?.(delivery.inbox);
  return classify({ delivery, answer }, moment(needs));
}

async function tellHealth(news: HostNews, { health, record, host }: AttemptNeeds): Promise<void> {
  if (news === "nothing") return;
  const isUnsteady = record.note(host, news === "failing");
  await (news === "alive" ? health.succeeded(host) : health.failed(host, isUnsteady));
}

function moment({ now, random }: DeliverNeeds): Moment {
  return { now: now(), random: random() };
}
