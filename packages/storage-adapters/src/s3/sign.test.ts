import { expect, test } from "vitest";
import { signedAddress, signedHeaders } from "./sign.ts";

// The examples of Amazon's own documentation, with their keys and their results.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
const signing = {
  credentials: {
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  },
  region: "us-east-1",
  now: () => new Date("2013-05-24T00:00:00Z"),
};
const bucket = "https://examplebucket.s3.amazonaws.com/";
const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test.each([
  ["?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"],
  ["?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"],
])("a request for %s is signed as Amazon's documentation signs it", async (query, signature) => {
  const headers = { "x-amz-content-sha256": empty };
  const signed = await signedHeaders(signing, { method: "GET", url: new URL(query, bucket), headers });
  expect(signed.get("x-amz-date")).toBe("20130524T000000Z");
  expect(signed.get("authorization")).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, " +
      `SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  );
});

test("S-080: an address is signed as Amazon's documentation signs it", async () => {
  const address = await signedAddress(signing, new URL("test.txt", bucket), 86_400);
  expect(address.searchParams.get("X-Amz-Expires")).toBe("86400");
  expect(address.searchParams.get("X-Amz-Signature")).toBe(
    "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  );
});
