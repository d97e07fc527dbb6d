/** Which bucket, and where. */
export interface S3Bucket {
  readonly bucket: string;
  /** As the service names it: `eu-central-1`; `auto` or `us-east-1` where it has none. */
  readonly region: string;
  /** Where the service listens, as in `https://minio.example:9000`. Amazon's own, in the region, by default. */
  readonly endpoint?: string;
  /**
   * Whether the bucket stands in the path (`https://host/bucket/key`) and not in the host
   * (`https://bucket.host/key`). By default where an endpoint is given.
   */
  readonly pathStyle?: boolean;
}

/** The address of the bucket, with a slash at the end. */
export function bucketAddress({ bucket, region, endpoint, pathStyle }: S3Bucket): URL {
  const address = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  if (!address.pathname.endsWith("/")) address.pathname += "/";
  if (pathStyle ?? endpoint !== undefined) return new URL(`${bucket}/`, address);
  address.host = `${bucket}.${address.host}`;
  return address;
}
