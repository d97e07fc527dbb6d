import { blankPolicy, PUBLIC } from "@trunkline/activitypub";
import type { InteractionPolicy as WirePolicy, InteractionRule } from "@trunkline/activitypub";
import type { Account } from "../accounts/account.ts";
import type { Circle, InteractionPolicy, Permission } from "./policy.ts";

/** The policy of a note, with its author's collections told from other people. */
export function fromPolicy(policy: WirePolicy | undefined, author: Account): InteractionPolicy | undefined {
  if (policy === undefined) return undefined;
  const read = (rule: InteractionRule | undefined): Permission | undefined =>
    rule && { automatic: circlesOf(rule.automatic, author), manual: circlesOf(rule.manual, author) };
  const { canQuote, canLike, canReply, canAnnounce } = policy;
  const read4 = [canQuote, canLike, canReply, canAnnounce].map(read);
  const [quote, like, reply, boost] = read4;
  return read4.every((permission) => permission === undefined) ? undefined : { quote, like, reply, boost };
}

/** The author, who always may, is not a circle of its own. */
function circlesOf(addresses: readonly string[], { uri, endpoints }: Account): readonly Circle[] {
  const circles = addresses.flatMap((address): readonly Circle[] => {
    if (address === uri) return [];
    if (address === PUBLIC) return ["public"];
    if (address === endpoints.followers) return ["followers"];
    return [address === endpoints.following ? "following" : "unsupported"];
  });
  return [...new Set(circles)];
}

/** Who may quote, in the protocol's words: nobody is the author alone. */
export function toQuoteRule({ automatic, manual }: Permission, { uri, endpoints }: Account): WirePolicy {
  const addressOf: Readonly<Record<Circle, string | undefined>> = {
    public: PUBLIC,
    followers: endpoints.followers ?? `${uri}/followers`,
    following: endpoints.following ?? `${uri}/following`,
    unsupported: undefined,
  };
  const write = (circles: readonly Circle[]): readonly string[] =>
    circles.flatMap((circle) => addressOf[circle] ?? []);
  const allowed = write(automatic);
  return {
    ...blankPolicy,
    canQuote: { automatic: allowed.length === 0 ? [uri] : allowed, manual: write(manual) },
  };
}
