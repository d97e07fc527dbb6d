import { join } from "node:path";
import type { Settings } from "./schema.ts";
import type { Secret } from "./secret.ts";

/** How letters leave. */
export type MailConfig = { readonly from: string } & (
  | { readonly kind: "folder"; readonly folder: string }
  | SmtpConfig
);

export interface SmtpConfig {
  readonly kind: "smtp";
  readonly host: string;
  readonly port: number;
  readonly login: string | undefined;
  readonly password: Secret | undefined;
  /** What the server says to be called. */
  readonly name: string | undefined;
  /** `always`: from the first byte; `required`, `possible` and `never`: by STARTTLS. */
  readonly tls: "always" | "required" | "possible" | "never";
  /** A file of certificates that are trusted besides those of the system. */
  readonly caFile: string | undefined;
}

/** How the settings, in which there are no faults, let letters leave. */
export function mailOf(
  read: Settings,
  { dataFolder, domain }: { readonly dataFolder: string; readonly domain: string },
): MailConfig {
  const from = read.SMTP_FROM_ADDRESS ?? `notifications@${new URL(`http://${domain}`).hostname}`;
  if (read.SMTP_SERVER === undefined) return { kind: "folder", folder: join(dataFolder, "mail"), from };
  return {
    kind: "smtp",
    from,
    host: read.SMTP_SERVER,
    port: read.SMTP_PORT,
    login: read.SMTP_LOGIN,
    password: read.SMTP_PASSWORD,
    name: read.SMTP_DOMAIN,
    tls: read.SMTP_TLS ? "always" : startTls[read.SMTP_ENABLE_STARTTLS],
    caFile: read.SMTP_CA_FILE,
  };
}

const startTls = { always: "required", auto: "possible", never: "never" } as const;

/** What is wrong with settings of which each by itself is right. */
export function mailFaults(read: Settings): readonly string[] {
  const isHalf = (read.SMTP_LOGIN === undefined) !== (read.SMTP_PASSWORD === undefined);
  return isHalf ? ["SMTP_LOGIN and SMTP_PASSWORD must be set together, or neither of them."] : [];
}

/** Settings that will not do what whoever wrote them may think. */
export function mailWarnings(read: Settings): readonly string[] {
  if (read.SMTP_SERVER === undefined || read.SMTP_TLS || read.SMTP_ENABLE_STARTTLS === "always") return [];
  const how =
    read.SMTP_ENABLE_STARTTLS === "never"
      ? "SMTP_ENABLE_STARTTLS is never, so letters, and a password with them, leave in the open."
      : "SMTP_ENABLE_STARTTLS is auto, so letters leave in the open where the mail server does not offer TLS.";
  return [how];
}
