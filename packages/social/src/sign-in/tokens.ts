import { createVisits } from "../instance/visits.ts";
import type { Clock, Digests, Ids } from "../ports.ts";
import type { TokenId } from "../kernel/id.ts";
import type { Storage, Stores, Work } from "../stores.ts";
import type { Token } from "./sign-in.store.ts";
import type { GrantedToken, Principal, SignIn } from "./sign-in.ts";

export interface TokensNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
}

type Tokens = Pick<SignIn, "grant" | "revoke" | "authenticate" | "revoked">;

/** The rights of apps to act. Only the digest of a token's secret is kept (S-116). */
export function createTokens(needs: TokensNeeds): Tokens {
  const { clock, digests } = needs;
  const { stores, transact } = needs.storage;
  const visit = createVisits(needs);
  return {
    async grant(grant) {
      const granted = newToken(grant, needs);
      await transact((work) => work.tokens.add(granted.token));
      if (grant.user !== undefined) await visit(grant.user);
      return granted;
    },

    revoke: (app, secret) =>
      transact(async (work) => {
        const token = await work.tokens.byHash(digests.of(secret));
        if (token?.app !== app) return false;
        if (token.revokedAt === undefined) await endToken(work, token.id, clock.now());
        return true;
      }),

    async authenticate(secret) {
      const token = await stores.tokens.byHash(digests.of(secret));
      if (token === undefined) return { ok: false, reason: "unknown" };
      const answer = await principalOf(stores, token);
      if (answer.ok && answer.value.user !== undefined) await visit(answer.value.user.id);
      return answer;
    },

    async revoked(tokens) {
      const valid = await stores.tokens.valid(tokens);
      return tokens.filter((token) => !valid.has(token));
    },
  };
}

/** Ends a token, and the streams that are open with it. */
export async function endToken(work: Work, token: TokenId, at: Date): Promise<void> {
  await work.tokens.revoke(token, at);
  work.announce({ type: "access.ended", account: undefined, token });
}

/** A new token, not yet stored. */
export function newToken(
  grant: Pick<Token, "app" | "user" | "scopes">,
  { clock, ids, digests }: TokensNeeds,
): GrantedToken {
  const secret = ids.secret();
  const { app, user, scopes } = grant;
  const id = ids.next<"token">();
  return {
    secret,
    token: { id, hash: digests.of(secret), app, user, scopes, createdAt: clock.now(), revokedAt: undefined },
  };
}

async function principalOf(
  stores: Stores,
  token: Token,
): Promise<Awaited<ReturnType<SignIn["authenticate"]>>> {
  if (token.revokedAt !== undefined) return { ok: false, reason: "revoked" };
  const app = await stores.apps.byId(token.app);
  if (app === undefined) return { ok: false, reason: "unknown" };
  const principal = { token: token.id, app, scopes: token.scopes };
  if (token.user === undefined) return favourable({ ...principal, user: undefined, account: undefined });
  const user = await stores.users.byId(token.user);
  if (user === undefined) return { ok: false, reason: "revoked" };
  if (user.disabledAt !== undefined) return { ok: false, reason: "disabled" };
  const spoken = { ...principal, user, account: user.account };
  if (user.confirmedAt === undefined) return { ok: false, reason: "unconfirmed", principal: spoken };
  if (user.waitsSince !== undefined) return { ok: false, reason: "unapproved", principal: spoken };
  const account = await stores.accounts.byId(user.account);
  if (account?.suspendedAt !== undefined) return { ok: false, reason: "disabled" };
  return favourable(spoken);
}

function favourable(value: Principal): { readonly ok: true; readonly value: Principal } {
  return { ok: true, value };
}
