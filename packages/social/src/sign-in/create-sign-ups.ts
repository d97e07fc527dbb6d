import { Refusal } from "../kernel/refusal.ts";
import { createApplicants } from "./applicants.ts";
import { createConfirmations } from "./confirmations.ts";
import { createArrivals } from "./arrivals.ts";
import type { SignUpNeeds } from "./sign-up-needs.ts";
import type { SignUps } from "./sign-up.ts";

/** People who come: signing up, proving an address of mail, being let in. */
export function createSignUps(needs: SignUpNeeds): SignUps {
  return {
    ...createArrivals(needs),
    ...createConfirmations(needs),
    ...createApplicants(needs),
    ...createInvites(needs),
  };
}

type Invites = Pick<SignUps, "isInvite" | "invite" | "invites" | "endInvite">;

function createInvites({ storage, clock, ids, digests }: SignUpNeeds): Invites {
  const { stores, transact } = storage;
  return {
    async isInvite(code) {
      return (await stores.invites.byHash(digests.of(code), clock.now())) !== undefined;
    },
    async invite(terms) {
      const code = ids.secret();
      const invite = {
        ...terms,
        id: ids.next<"invite">(),
        hash: digests.of(code),
        uses: 0,
        at: clock.now(),
      };
      await transact((work) => work.invites.add(invite));
      return { invite, code };
    },
    invites: (limit) => stores.invites.list(limit),
    async endInvite(id) {
      if (!(await transact((work) => work.invites.remove(id)))) throw new Refusal("not-found");
    },
  };
}
