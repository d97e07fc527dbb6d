import type { App } from "@trunkline/social";
import { z } from "zod";

/** A program that speaks to this API. */
export interface ApplicationEntity {
  readonly id: string;
  readonly name: string;
  readonly website: string | null;
  readonly scopes: readonly string[];
  readonly redirect_uris: readonly string[];
  readonly redirect_uri: string;
  readonly vapid_key: string;
}

/** The answer to a registration, and the only one that holds the secret. */
export interface CredentialApplicationEntity extends ApplicationEntity {
  readonly client_id: string;
  readonly client_secret: string;
  readonly client_secret_expires_at: number;
}

const shape = {
  id: z.string(),
  name: z.string(),
  website: z.string().nullable(),
  scopes: z.array(z.string()),
  redirect_uris: z.array(z.string()),
  redirect_uri: z.string(),
  vapid_key: z.string(),
};

export const application: z.ZodType<ApplicationEntity> = z.strictObject(shape);

export const credentialApplication: z.ZodType<CredentialApplicationEntity> = z.strictObject({
  ...shape,
  client_id: z.string(),
  client_secret: z.string(),
  client_secret_expires_at: z.int(),
});

/** @param vapidKey the key by which push services know this server; empty where it wakes no app */
export function renderApplication(app: App, vapidKey: string): ApplicationEntity {
  return {
    id: app.id,
    name: app.name,
    website: app.website ?? null,
    scopes: app.scopes,
    redirect_uris: app.redirectUris,
    redirect_uri: app.redirectUris.join("\n"),
    vapid_key: vapidKey,
  };
}

export function renderCredentialApplication(
  app: App,
  { secret, vapidKey }: { readonly secret: string; readonly vapidKey: string },
): CredentialApplicationEntity {
  return {
    ...renderApplication(app, vapidKey),
    client_id: app.clientId,
    client_secret: secret,
    client_secret_expires_at: 0,
  };
}
