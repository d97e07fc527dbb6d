import { compareIds } from "../kernel/id.ts";
import type { Invite, InviteStore, SignUpStore } from "../sign-in/sign-ups.store.ts";
import type { Tables } from "./tables.ts";

export function signUpStore({ signUps }: Tables): SignUpStore {
  return {
    add: async (signUp) => signUps.set(signUp.user, signUp),
    of: async (user) => signUps.get(user),
  };
}

export function inviteStore({ invites }: Tables): InviteStore {
  const good = (hash: string, at: Date): Invite | undefined =>
    invites.values().find((invite) => {
      const { maxUses = Infinity, uses, expiresAt } = invite;
      return invite.hash === hash && uses < maxUses && (expiresAt === undefined || expiresAt > at);
    });
  return {
    add: async (invite) => invites.set(invite.id, invite),
    byHash: async (hash, at) => good(hash, at),
    async use(hash, at) {
      const invite = good(hash, at);
      if (invite === undefined) return undefined;
      const used = { ...invite, uses: invite.uses + 1 };
      invites.set(invite.id, used);
      return used;
    },
    async list(limit) {
      return invites
        .values()
        .sort((one, other) => compareIds(other.id, one.id))
        .slice(0, limit);
    },
    remove: async (id) => invites.delete(id),
  };
}
