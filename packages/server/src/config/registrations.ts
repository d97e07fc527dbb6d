import type { InstanceSettings } from "@trunkline/social";
import type { Settings } from "./schema.ts";

/** Who may sign up. */
export type RegistrationsConfig = Required<Pick<InstanceSettings, "registrations" | "signUp">>;

export function registrationsOf(read: Settings): RegistrationsConfig {
  const { REGISTRATIONS: mode } = read;
  return {
    registrations: mode === "approval" ? "approved" : mode,
    signUp: {
      reasonRequired: read.REGISTRATIONS_REASON_REQUIRED,
      minimumAge: read.REGISTRATIONS_MIN_AGE,
      message: read.REGISTRATIONS_MESSAGE,
      blockedMailDomains: read.EMAIL_DOMAIN_DENYLIST,
      allowedMailDomains: read.EMAIL_DOMAIN_ALLOWLIST,
    },
  };
}
