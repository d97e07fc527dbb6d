import { after, minutes } from "../kernel/time.ts";
import type { Milliseconds } from "../kernel/time.ts";
import type { Clock, Digests, Ids } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import { mayAct } from "./may-act.ts";
import { isSame, provesChallenge } from "./same.ts";
import type { AuthorizationCode } from "./sign-in.store.ts";
import type { GrantedToken, SignIn } from "./sign-in.ts";
import { endToken, newToken } from "./tokens.ts";

export interface CodesNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
}

/** The redirect of an app that has none: its user copies the code by hand. */
const outOfBand = "urn:ietf:wg:oauth:2.0:oob";

/** A browser passes a code on at once; a hand needs more time. */
function lifetimeFor(redirectUri: string): Milliseconds {
  return redirectUri === outOfBand ? minutes(10) : minutes(1);
}

type Redemption = Parameters<SignIn["redeem"]>[0];

/** Authorization codes: for one use, within minutes, by the app that they were given to (S-114). */
export function createCodes(needs: CodesNeeds): Pick<SignIn, "authorize" | "redeem"> {
  const { storage, clock, ids, digests } = needs;
  return {
    async authorize(grant) {
      const secret = ids.secret();
      const expiresAt = after(clock.now(), lifetimeFor(grant.redirectUri));
      await storage.transact((work) => work.codes.add({ ...grant, hash: digests.of(secret), expiresAt }));
      return secret;
    },
    redeem: (redemption) => storage.transact((work) => redeem(work, redemption, needs)),
  };
}

/** Answers instead of throwing: what a failed try uses up, and what a second one revokes, has to stand. */
async function redeem(
  work: Work,
  redemption: Redemption,
  needs: CodesNeeds,
): Promise<GrantedToken | undefined> {
  const now = needs.clock.now();
  const hash = needs.digests.of(redemption.code);
  const redeemed = await work.codes.redeem(hash, now);
  if (redeemed === undefined) return undefined;
  const { code, first, token } = redeemed;
  if (!first) {
    if (token !== undefined) await endToken(work, token, now);
    return undefined;
  }
  if (!holds(code, redemption, now)) return undefined;
  const user = await work.users.byId(code.user);
  if (user === undefined || !mayAct(user)) return undefined;
  const granted = newToken({ app: code.app, user: code.user, scopes: code.scopes }, needs);
  await work.tokens.add(granted.token);
  await work.codes.became(hash, granted.token.id);
  return granted;
}

function holds(code: AuthorizationCode, redemption: Redemption, now: Date): boolean {
  return (
    code.app === redemption.app &&
    code.expiresAt > now &&
    isSame(code.redirectUri, redemption.redirectUri) &&
    provesChallenge(redemption.verifier, code.challenge)
  );
}
