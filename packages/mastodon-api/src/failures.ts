import { type FieldFault, Refusal, type RefusalCode } from "@trunkline/social";
import type { Malformation } from "./parameters.ts";

export type FailureStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503;

/** A refusal in the words of HTTP, made before or beside a use case. */
export class Failure extends Error {
  readonly status: FailureStatus;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: FailureStatus,
    body: Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(String(body["error"]));
    this.name = "Failure";
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** HTTP's word for each refusal. */
export const httpStatus: Record<RefusalCode, FailureStatus> = {
  "not-found": 404,
  gone: 410,
  "not-allowed": 403,
  invalid: 422,
  "limit-reached": 422,
  conflict: 422,
  overtaken: 409,
  "too-large": 413,
  unreachable: 503,
  unavailable: 503,
};

const sentences: Record<RefusalCode, (message: string) => string> = {
  "not-found": () => "Record not found",
  gone: () => "Gone",
  "not-allowed": () => "This action is not allowed",
  invalid: (message) => validationFailed(message),
  "limit-reached": (message) => validationFailed(message),
  conflict: (message) => validationFailed(message),
  overtaken: () => "Conflict during update, please try again",
  "too-large": (message) => message,
  unavailable: (message) => message,
  unreachable: () => "Remote data could not be fetched",
};

function validationFailed(message: string): string {
  return message.startsWith("Validation failed") ? message : `Validation failed: ${message}`;
}

/** A use case's refusal, as clients of Mastodon know it. */
export function failureOf({ code, message, faults }: Refusal): Failure {
  const details = faults.length === 0 ? {} : { details: detailsOf(faults) };
  const headers: Record<string, string> = code === "unavailable" ? { "Retry-After": "5" } : {};
  return new Failure(httpStatus[code], { error: sentences[code](message), ...details }, headers);
}

/** What is wrong, field by field, in Mastodon's words for programs. */
function detailsOf(faults: readonly FieldFault[]): Readonly<Record<string, readonly object[]>> {
  const name = ({ field }: FieldFault): string =>
    field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const details: Record<string, object[]> = {};
  for (const fault of faults) {
    const { error, description } = fault;
    const said = { error: `ERR_${error.replaceAll("-", "_").toUpperCase()}`, description };
    details[name(fault)] = [...(details[name(fault)] ?? []), said];
  }
  return details;
}

export function recordNotFound(): Failure {
  return failureOf(new Refusal("not-found"));
}

export function invalid(message: string): Failure {
  return failureOf(new Refusal("invalid", message));
}

export function malformed(reason: Malformation): Failure {
  return new Failure(400, { error: `The parameters could not be read: ${reason}` });
}

export function bodyTooLarge(): Failure {
  return new Failure(413, { error: "The request is too large" });
}

/** Something behind the API does not answer. */
export function notAvailable(): Failure {
  return new Failure(503, { error: "The server is not available just now" }, { "Retry-After": "5" });
}

/** A token that is missing or does not hold; the header tells libraries of OAuth (RFC 6750). */
export function unauthorized(error: string): Failure {
  const challenge = `Bearer realm="Trunkline", error="invalid_token", error_description="${error}"`;
  return new Failure(401, { error }, { "WWW-Authenticate": challenge });
}

export function forbidden(error: string): Failure {
  return new Failure(403, { error });
}

/** An error in the words of OAuth (RFC 6749, section 5.2). */
export function oauthFailure(error: OAuthError, description: string): Failure {
  const status = error === "invalid_client" ? 401 : error === "unauthorized_client" ? 403 : 400;
  const challenge: Record<string, string> =
    status === 401 ? { "WWW-Authenticate": 'Basic realm="Trunkline"' } : {};
  return new Failure(status, { error, error_description: description }, challenge);
}

export type OAuthError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type";
