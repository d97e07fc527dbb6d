import { readFileSync } from "node:fs";
import type { InstanceSettings } from "@trunkline/social";
import type { Config } from "./config/read.ts";

/** One folder above this file, in the sources and in dist alike. */
const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** The version of this software. */
export const version: string =
  typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "0.0.0";

/** Mastodon's own numbers, which its clients assume. */
const limits = {
  statusCharacters: 500,
  charactersPerLink: 23,
  displayNameCharacters: 30,
  noteCharacters: 500,
  profileFields: 4,
  profileFieldCharacters: 255,
  followsPerAccount: 7500,
};

export function instanceSettings({
  domain,
  origin,
  site,
  registrations,
  translation,
}: Config): InstanceSettings {
  return {
    domain,
    origin,
    title: site.title,
    description: site.description,
    version,
    contactEmail: site.contactEmail,
    contactUsername: site.contactUsername,
    languages: [site.locale],
    ...registrations,
    limits,
    trends: site.trends,
    translates: translation !== undefined,
  };
}
