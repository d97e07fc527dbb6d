import type { AccountId, TokenId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock, PushService } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { PushSubscription, PushWishes } from "./push.store.ts";

/** Which of a person's apps asks. */
export interface Subscriber {
  readonly token: TokenId;
  readonly account: AccountId;
}

/** Where an app is reached, as it says itself. */
export type NewPushSubscription = PushWishes &
  Pick<PushSubscription, "endpoint" | "p256dh" | "auth" | "isStandard" | "secret">;

/** Waking apps that sleep. */
export interface Push {
  /** The key by which push services know this server; `undefined` where it wakes nobody. */
  readonly serverKey: string | undefined;
  /** Refuses with `not-found` where the token has no subscription. */
  show(token: TokenId): Promise<PushSubscription>;
  /**
   * Stores a subscription in the place of the token's former one. Refuses with `invalid` what cannot be the address of
   * a push service (S-066) or the keys of an app, and with `not-allowed` where this server wakes nobody.
   */
  subscribe(subscriber: Subscriber, subscription: NewPushSubscription): Promise<PushSubscription>;
  /** Changes what the app is woken for. Refuses with `not-found` where the token has no subscription. */
  change(token: TokenId, wishes: Partial<PushWishes>): Promise<PushSubscription>;
  /** Removes the token's subscription, if it has one. */
  remove(token: TokenId): Promise<void>;
}

export interface PushNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  /** Left out: nobody is woken. */
  readonly push?: PushService | undefined;
}

/** So many of an account's apps are woken; a new one takes the place of the oldest (S-169). */
const maxSubscriptions = 10;

export function createPush({ storage, clock, push: service }: PushNeeds): Push {
  const { stores, transact } = storage;
  const show = async (token: TokenId): Promise<PushSubscription> => {
    const subscription = await stores.push.ofToken(token);
    if (subscription === undefined) throw new Refusal("not-found");
    return subscription;
  };
  return {
    serverKey: service?.publicKey,
    show,

    async subscribe({ token, account }, wanted) {
      if (service === undefined) throw new Refusal("not-allowed");
      if (!service.accepts(wanted)) throw new Refusal("invalid", "Endpoint or keys are invalid");
      await transact(async (work) => {
        await work.push.put({ ...wanted, token, account, at: clock.now() });
        await work.push.keepNewest(account, maxSubscriptions);
      });
      return show(token);
    },

    async change(token, wishes) {
      const before = await show(token);
      const { alerts, policy } = { ...before, ...wishes };
      await transact((work) => work.push.change(token, { alerts, policy }));
      return show(token);
    },

    remove: (token) => transact((work) => work.push.remove(token)),
  };
}
