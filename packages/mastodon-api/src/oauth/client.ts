import type { App, SignIn } from "@trunkline/social";
import { z } from "zod";
import { oauthFailure } from "../failures.ts";

/** A parameter whose absence is a matter for OAuth's own errors. */
export const loose: z.ZodType<string | undefined> = z
  .unknown()
  .transform((value) => (typeof value === "string" && value !== "" ? value : undefined))
  .optional()
  .meta({ type: "string" });

export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** RFC 6749, section 2.3.1: both halves are form-encoded before they are joined. */
function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function fromBasic(header: string | undefined): Credentials | undefined {
  const encoded = /^Basic +([\w+/=-]+) *$/i.exec(header ?? "")?.[1];
  const [id, ...secret] = Buffer.from(encoded ?? "", "base64")
    .toString("utf8")
    .split(":");
  const known = { id: unescaped(id ?? ""), secret: unescaped(secret.join(":")) };
  if (encoded === undefined || known.id === undefined || known.secret === undefined) return undefined;
  return { id: known.id, secret: known.secret };
}

export interface ClientParts {
  readonly authorization?: string | undefined;
  readonly client_id?: string | undefined;
  readonly client_secret?: string | undefined;
}

function credentialsOf({ authorization, client_id: id, client_secret: secret }: ClientParts): Credentials {
  const basic = fromBasic(authorization);
  if (basic !== undefined && secret !== undefined) {
    throw oauthFailure("invalid_request", "The client authenticated in two ways at once.");
  }
  if (basic !== undefined && (id === undefined || id === basic.id)) return basic;
  if (basic === undefined && id !== undefined && secret !== undefined) return { id, secret };
  throw oauthFailure("invalid_client", "Client authentication failed.");
}

/** The app that calls, proved by its secret: in a Basic header or in the body, but not in both. */
export async function clientOf(parts: ClientParts, signIn: SignIn): Promise<App> {
  const { id, secret } = credentialsOf(parts);
  const app = await signIn.app(id);
  if (app === undefined || !signIn.isAppSecret(app, secret)) {
    throw oauthFailure("invalid_client", "Client authentication failed.");
  }
  return app;
}
