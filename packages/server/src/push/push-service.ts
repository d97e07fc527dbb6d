import type { Client } from "@trunkline/activitypub";
import { mayReach } from "@trunkline/activitypub";
import { renderPush } from "@trunkline/mastodon-api/entities";
import type { Clock, InstanceSettings, PushKeys, PushMessage, PushService } from "@trunkline/social";
import { pushKeptFor, seconds } from "@trunkline/social";
import type { Config } from "../config/read.ts";
import { readAppKeys, sealDraft, sealStandard } from "./encryption.ts";
import { createVapid } from "./vapid.ts";

export interface PushServiceNeeds {
  readonly keys: PushKeys;
  /** The guarded way out (S-054). */
  readonly client: Pick<Client, "post">;
  readonly clock: Clock;
  readonly settings: Pick<InstanceSettings, "origin" | "contactEmail">;
  readonly allowedPrivateAddresses: Config["allowedPrivateAddresses"];
}

type Verdict = Awaited<ReturnType<PushService["send"]>>;

/** Wakes apps by Web Push: RFC 8030, with the keys of RFC 8292. */
export function createPushService(needs: PushServiceNeeds): PushService {
  const { keys, client, clock, settings, allowedPrivateAddresses } = needs;
  const subject = settings.contactEmail === "" ? settings.origin : `mailto:${settings.contactEmail}`;
  const show = createVapid(keys, { subject, now: clock.now });
  return {
    publicKey: keys.publicKey,
    accepts: (target) =>
      readAppKeys(target) !== undefined && mayReach(target.endpoint, allowedPrivateAddresses),
    async send(message) {
      const { endpoint } = message.subscription;
      const answer = await client.post({
        url: endpoint,
        contentType: "application/octet-stream",
        deadlineMilliseconds: seconds(30),
        ...requestOf(message, { token: show(endpoint), publicKey: keys.publicKey, origin: settings.origin }),
      });
      if (!answer.ok) return { ok: false, reason: answer.reason === "refused-address" ? "refused" : "later" };
      return verdictOf(answer.value);
    },
  };
}

interface Shown {
  readonly token: string;
  readonly publicKey: string;
  readonly origin: string;
}

function requestOf(
  { subscription, view, locale }: PushMessage,
  { token, publicKey, origin }: Shown,
): { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> } {
  const plain = Buffer.from(renderPush(view, { origin, secret: subscription.secret, locale }));
  const common = { ttl: String(pushKeptFor / 1000), urgency: "normal" };
  if (subscription.isStandard) {
    const { body, headers } = sealStandard(plain, subscription);
    return { body, headers: { ...common, ...headers, authorization: `vapid t=${token},k=${publicKey}` } };
  }
  const { body, headers } = sealDraft(plain, subscription);
  const keys = `${headers["crypto-key"]};p256ecdsa=${publicKey}`;
  return {
    body,
    headers: { ...common, ...headers, "crypto-key": keys, authorization: `WebPush ${token}` },
  };
}

/** Push services answer 404 or 410 for a subscription that is no more, and 429 where they are asked too much. */
function verdictOf({
  status,
  headers,
}: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}): Verdict {
  if (status >= 200 && status < 300) return { ok: true };
  if (status === 404 || status === 410) return { ok: false, reason: "gone" };
  const isLater = status === 429 || status >= 500;
  if (!isLater) return { ok: false, reason: "refused" };
  const wait = Number(headers["retry-after"]);
  const retryAfter = Number.isFinite(wait) && wait > 0 ? seconds(Math.min(wait, 86_400)) : undefined;
  return { ok: false, reason: "later", retryAfter };
}
