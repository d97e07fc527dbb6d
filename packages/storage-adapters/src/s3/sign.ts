import { AwsV4Signer } from "aws4fetch";

/** Who asks. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** With what requests are signed. */
export interface Signing {
  readonly credentials: S3Credentials;
  readonly region: string;
  readonly now: () => Date;
}

/** The headers of a request that its signature covers, and the signature itself. */
export async function signedHeaders(
  { credentials, region, now }: Signing,
  request: { readonly method: string; readonly url: URL; readonly headers: Readonly<Record<string, string>> },
): Promise<Headers> {
  const { method, url, headers } = request;
  const signer = new AwsV4Signer({
    ...credentials,
    method,
    url: url.href,
    headers,
    service: "s3",
    region,
    datetime: signedAt(now()),
  });
  return (await signer.sign()).headers;
}

/** An address that answers a GET for this many seconds from now. */
export async function signedAddress(
  { credentials, region, now }: Signing,
  url: URL,
  seconds: number,
): Promise<URL> {
  const asked = new URL(url);
  asked.searchParams.set("X-Amz-Expires", String(seconds));
  const signer = new AwsV4Signer({
    ...credentials,
    method: "GET",
    url: asked.href,
    service: "s3",
    region,
    datetime: signedAt(now()),
    signQuery: true,
  });
  return (await signer.sign()).url;
}

/** `20260301T120000Z` */
const signedAt = (instant: Date): string => instant.toISOString().replace(/[:-]|\.\d{3}/g, "");
