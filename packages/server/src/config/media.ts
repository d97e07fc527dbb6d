import { join } from "node:path";
import type { Settings } from "./schema.ts";
import type { Secret } from "./secret.ts";

/** Where the server keeps pictures, sounds and films. */
export type MediaConfig = { readonly kind: "folder"; readonly folder: string } | S3Config;

export interface S3Config {
  readonly kind: "s3";
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly pathStyle: boolean;
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  /** What addresses begin with; `undefined`: with the bucket's own. */
  readonly address: string | undefined;
  readonly acl: string | undefined;
  readonly signs: boolean;
  readonly multipartThreshold: number;
  readonly timeoutMilliseconds: number;
  readonly attempts: number;
}

const megabyte = 1024 * 1024;

/** Where the settings, in which there are no faults, put media. */
export function mediaOf(
  read: Settings,
  { dataFolder, origin }: { readonly dataFolder: string; readonly origin: string },
): MediaConfig {
  const { S3_BUCKET: bucket, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = read;
  if (!read.S3_ENABLED || bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    return { kind: "folder", folder: join(dataFolder, "media") };
  return {
    kind: "s3",
    bucket,
    region: read.S3_REGION,
    endpoint: read.S3_ENDPOINT,
    pathStyle: read.S3_ENDPOINT !== undefined && !read.S3_OVERRIDE_PATH_STYLE,
    accessKeyId,
    secretAccessKey,
    address: read.S3_SIGNED_URLS ? `${origin}/media` : addressOf(read, bucket),
    acl: read.S3_SIGNED_URLS ? "private" : aclOf(read.S3_PERMISSION),
    signs: read.S3_SIGNED_URLS,
    multipartThreshold: read.S3_FORCE_SINGLE_REQUEST
      ? Number.MAX_SAFE_INTEGER
      : read.S3_MULTIPART_THRESHOLD * megabyte,
    timeoutMilliseconds: read.S3_READ_TIMEOUT * 1000,
    attempts: read.S3_RETRY_LIMIT + 1,
  };
}

/** What is wrong with settings of which each by itself is right. */
export function mediaFaults(read: Settings): readonly string[] {
  if (!read.S3_ENABLED) return [];
  const needed = ["S3_BUCKET", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;
  const missing = needed.filter((name) => read[name] === undefined);
  const isTorn = read.S3_SIGNED_URLS && read.S3_ALIAS_HOST !== undefined;
  return [
    ...missing.map((name) => `${name} must be set where S3_ENABLED is true.`),
    ...(isTorn ? ["S3_ALIAS_HOST cannot serve what S3_SIGNED_URLS keeps private; set one of them."] : []),
  ];
}

/** As Mastodon puts addresses together, so that those of a server that moves here stay what they are. */
function addressOf(read: Settings, bucket: string): string | undefined {
  if (read.S3_ALIAS_HOST !== undefined) return `${read.S3_PROTOCOL}://${read.S3_ALIAS_HOST}`;
  if (read.S3_HOSTNAME === undefined) return undefined;
  return `${read.S3_PROTOCOL}://${read.S3_HOSTNAME}/${bucket}`;
}

const aclOf = (permission: Settings["S3_PERMISSION"]): string | undefined =>
  permission === "none" ? undefined : permission;
