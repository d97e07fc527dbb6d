import { readAudience } from "../addressing/audience.ts";
import type { Href, JsonObject } from "./reference.ts";
import { isJsonObject, readList } from "./wire.ts";

/** Who may do one thing: at once, or after its owner has been asked. Collections stand for their members. */
export interface InteractionRule {
  readonly automatic: readonly Href[];
  readonly manual: readonly Href[];
}

/** What may be done with an object, or with whom (FEP-044f, FEP-7aa9, GoToSocial). A hint, and never proof. */
export interface InteractionPolicy {
  readonly canQuote: InteractionRule | undefined;
  readonly canLike: InteractionRule | undefined;
  readonly canReply: InteractionRule | undefined;
  readonly canAnnounce: InteractionRule | undefined;
  /** Of an actor: who may put it into a collection of recommended ones. */
  readonly canFeature: InteractionRule | undefined;
}

/** A policy that says nothing, to be spread into a new one. */
export const blankPolicy: InteractionPolicy = {
  canQuote: undefined,
  canLike: undefined,
  canReply: undefined,
  canAnnounce: undefined,
  canFeature: undefined,
};

/** Reads an `interactionPolicy`; one that says nothing is none. */
export function readInteractionPolicy(value: unknown): InteractionPolicy | undefined {
  const [policy] = readList(value);
  if (!isJsonObject(policy)) return undefined;
  const rules = {
    canQuote: readRule(policy["canQuote"]),
    canLike: readRule(policy["canLike"]),
    canReply: readRule(policy["canReply"]),
    canAnnounce: readRule(policy["canAnnounce"]),
    canFeature: readRule(policy["canFeature"]),
  };
  return Object.values(rules).some((rule) => rule !== undefined) ? rules : undefined;
}

/** GoToSocial first called the two lists `always` and `approvalRequired`. */
function readRule(value: unknown): InteractionRule | undefined {
  const [rule] = readList(value);
  if (!isJsonObject(rule)) return undefined;
  return {
    automatic: readAudience(rule["automaticApproval"] ?? rule["always"]),
    manual: readAudience(rule["manualApproval"] ?? rule["approvalRequired"]),
  };
}

/** Writes a policy. What it does not speak about is left out. */
export function writeInteractionPolicy(policy: InteractionPolicy): JsonObject {
  const rules = Object.entries(policy) as [string, InteractionRule | undefined][]; // the keys are the wire's names
  return Object.fromEntries(
    rules.flatMap(([name, rule]) => (rule === undefined ? [] : [[name, writeRule(rule)]])),
  );
}

function writeRule({ automatic, manual }: InteractionRule): JsonObject {
  return { automaticApproval: automatic, ...(manual.length === 0 ? {} : { manualApproval: manual }) };
}
