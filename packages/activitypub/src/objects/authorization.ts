import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Href, JsonObject } from "./reference.ts";
import { isHref, readHref, readType } from "./wire.ts";

/** The kinds of permission that an author can give (FEP-044f, FEP-7aa9, GoToSocial). */
export type AuthorizationType =
  | "QuoteAuthorization"
  | "LikeAuthorization"
  | "ReplyAuthorization"
  | "AnnounceAuthorization"
  | "FeatureAuthorization";

/** A permission, as its giver's server shows it at the permission's own address. */
export interface Authorization {
  readonly type: AuthorizationType;
  readonly id: Href;
  /** Who gives it: the author of what it is about. */
  readonly attributedTo: Href;
  /** What is allowed: the post that quotes or answers, the `Like`, the collection. */
  readonly interactingObject: Href;
  /** What it is done with: the post that is quoted, answered or liked; the actor who is recommended. */
  readonly interactionTarget: Href;
}

/** GoToSocial called some of them approvals at first. */
const types: Readonly<Record<string, AuthorizationType>> = {
  QuoteAuthorization: "QuoteAuthorization",
  LikeAuthorization: "LikeAuthorization",
  LikeApproval: "LikeAuthorization",
  ReplyAuthorization: "ReplyAuthorization",
  ReplyApproval: "ReplyAuthorization",
  AnnounceAuthorization: "AnnounceAuthorization",
  AnnounceApproval: "AnnounceAuthorization",
  FeatureAuthorization: "FeatureAuthorization",
};

/** Reads a permission out of plain JSON. Whether it fits what it is shown for is for the host to check. */
export function readAuthorization(json: JsonObject): Verdict<Authorization, "malformed" | "unknown-type"> {
  const name = readType(json["type"], types);
  const type = name === undefined ? undefined : types[name];
  if (type === undefined) return refuse("unknown-type");
  const { id } = json;
  const attributedTo = readHref(json["attributedTo"]);
  const interactingObject = readHref(json["interactingObject"]);
  const interactionTarget = readHref(json["interactionTarget"]);
  if (!isHref(id) || attributedTo === undefined) return refuse("malformed");
  if (interactingObject === undefined || interactionTarget === undefined) return refuse("malformed");
  return accept({ type, id, attributedTo, interactingObject, interactionTarget });
}

/** Writes a permission without `@context`. */
export function writeAuthorization(authorization: Authorization): JsonObject {
  const { id, type, attributedTo, interactingObject, interactionTarget } = authorization;
  return { id, type, attributedTo, interactingObject, interactionTarget };
}
