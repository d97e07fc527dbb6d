import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { printable } from "./print.ts";
import { ConfigError, readConfig } from "./read.ts";
import type { Environment } from "./read.ts";

const bucket = {
  LOCAL_DOMAIN: "social.example",
  S3_ENABLED: "true",
  S3_BUCKET: "pictures",
  AWS_ACCESS_KEY_ID: "key-id",
  AWS_SECRET_ACCESS_KEY: "key-secret",
};
const mediaOf = (env: Environment) => readConfig(env, tmpdir()).media;

function faultsOf(env: Environment): readonly string[] {
  try {
    readConfig(env, tmpdir());
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe("media lie", () => {
  test("in the data folder when nothing is said", () => {
    expect(mediaOf({ DATA_DIR: "/data" })).toEqual({ kind: "folder", folder: "/data/media" });
  });

  test("in a bucket of Amazon's, under its own address", () => {
    expect(mediaOf({ ...bucket, S3_REGION: "eu-central-1" })).toMatchObject({
      kind: "s3",
      bucket: "pictures",
      region: "eu-central-1",
      endpoint: undefined,
      pathStyle: false,
      address: undefined,
      acl: "public-read",
      signs: false,
      multipartThreshold: 15 * 1024 * 1024,
      timeoutMilliseconds: 5000,
      attempts: 3,
    });
  });

  test("in another service, with the bucket in the path unless it is told otherwise", () => {
    const minio = { ...bucket, S3_ENDPOINT: "https://minio.example:9000" };
    expect(mediaOf(minio)).toMatchObject({ endpoint: "https://minio.example:9000", pathStyle: true });
    expect(mediaOf({ ...minio, S3_OVERRIDE_PATH_STYLE: "true" })).toMatchObject({ pathStyle: false });
  });

  test("under the addresses that Mastodon gives them", () => {
    const at = (env: Environment) => mediaOf({ ...bucket, ...env });
    expect(at({ S3_HOSTNAME: "s3.example:9000", S3_PROTOCOL: "http" })).toMatchObject({
      address: "http://s3.example:9000/pictures",
    });
    expect(at({ S3_HOSTNAME: "s3.example", S3_ALIAS_HOST: "files.example/of" })).toMatchObject({
      address: "https://files.example/of",
    });
  });

  test("S-080: in a private bucket behind addresses of the server", () => {
    expect(mediaOf({ ...bucket, S3_SIGNED_URLS: "true" })).toMatchObject({
      signs: true,
      acl: "private",
      address: "https://social.example/media",
    });
  });
});

test("what files are sent with can be chosen", () => {
  const media = mediaOf({
    ...bucket,
    S3_PERMISSION: "none",
    S3_FORCE_SINGLE_REQUEST: "true",
    S3_RETRY_LIMIT: "0",
  });
  expect(media).toMatchObject({ acl: undefined, attempts: 1, multipartThreshold: Number.MAX_SAFE_INTEGER });
  expect(mediaOf({ ...bucket, S3_MULTIPART_THRESHOLD: "64" })).toMatchObject({
    multipartThreshold: 64 * 1024 * 1024,
  });
});

test("half a bucket is refused, and all that is missing is named", () => {
  expect(faultsOf({ S3_ENABLED: "true", S3_SIGNED_URLS: "true", S3_ALIAS_HOST: "files.example" })).toEqual([
    "S3_BUCKET must be set where S3_ENABLED is true.",
    "AWS_ACCESS_KEY_ID must be set where S3_ENABLED is true.",
    "AWS_SECRET_ACCESS_KEY must be set where S3_ENABLED is true.",
    "S3_ALIAS_HOST cannot serve what S3_SIGNED_URLS keeps private; set one of them.",
  ]);
  expect(faultsOf({ ...bucket, S3_ENDPOINT: "minio.example" })).toEqual([
    "S3_ENDPOINT must be an address that begins with http:// or https://.",
  ]);
  expect(faultsOf({ S3_BUCKET: "pictures" })).toEqual([]);
});

test("the keys of the bucket are never shown", () => {
  const shown = JSON.stringify(printable(readConfig(bucket, tmpdir())));
  expect(shown).toContain("pictures");
  expect(shown).not.toMatch(/key-secret|key-id/);
});
